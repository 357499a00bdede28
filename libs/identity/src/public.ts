import { SetMetadata } from '@nestjs/common';

/** Metadata key under which a route says that it needs no token. */
export const PUBLIC_ROUTE = 'heqi:public';

/** Marks a route, or all of a controller, that carries no data of any contract. */
export const Public = () => SetMetadata(PUBLIC_ROUTE, true);
