import { Controller, Get, Param, Redirect } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { Public } from '@heqi/identity';
import { pageWords, type Language } from '@heqi/wording';
import { z } from 'zod';

/** The way from the server's root to its page, and the page's words. The page itself is files under /page/. */
@ApiExcludeController()
@Public()
@Controller()
export class PageController {
  @Get()
  @Redirect('/page/index.html', 302)
  root(): void {}

  @Get('page-words/:language')
  words(@Param('language', { schema: z.enum(['zh', 'en']) }) language: Language): Readonly<Record<string, string>> {
    return pageWords(language);
  }
}
