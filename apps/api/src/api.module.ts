import { Module } from '@nestjs/common';
import { APP_FILTER, APP_GUARD, APP_INTERCEPTOR } from '@nestjs/core';
import { AuditModule } from '@heqi/audit';
import { CommandsModule } from '@heqi/commands';
import { EvidenceStore } from '@heqi/evidence';
import { OwnTokens, ProviderTokens, TokenVerifier } from '@heqi/identity';
import { SETTINGS, type Settings } from '@heqi/runtime';
import { AlertsController } from './alerts/alerts.controller';
import { AuthenticateGuard } from './auth/authenticate.guard';
import { BoardController } from './board/board.controller';
import { ClaimsController } from './claims/claims.controller';
import { ClockController } from './clock/clock.controller';
import { REVIEW_PROGRESS, ReviewProgressInLog } from './clock/review-progress';
import { ClawbacksController } from './clawbacks/clawbacks.controller';
import { ContractQuestionsController } from './contracts/contract-questions.controller';
import { ContractsController } from './contracts/contracts.controller';
import { EndingsController } from './endings/endings.controller';
import { ExcusesController } from './delay/excuses.controller';
import { ReciprocityController } from './delay/reciprocity.controller';
import { ReliefsController } from './delay/reliefs.controller';
import { DissolutionsController } from './dissolutions/dissolutions.controller';
import { EvidenceController } from './evidence/evidence.controller';
import { EvidenceRefs } from './evidence/evidence-refs';
import { ImportsController } from './imports/imports.controller';
import { MoneyController } from './money/money.controller';
import { LimitationController } from './limitation/limitation.controller';
import { NoticesController } from './notices/notices.controller';
import { ObligationQuestionsController } from './obligations/obligation-questions.controller';
import { ObligationsController } from './obligations/obligations.controller';
import { PageController } from './page/page.controller';
import { ProblemDetailsFilter } from './problems/problem-details.filter';
import { QualityController } from './quality/quality.controller';
import { QualityReports } from './quality/quality-reports';
import { Warnings } from './quality/warnings';
import { Questions } from './questions/question';
import { ReadYourWritesInterceptor } from './questions/read-your-writes.interceptor';
import { PastStates } from './replay/past-states';
import { ReplayController } from './replay/replay.controller';
import { ContractSuccessionsController } from './successions/contract-successions.controller';
import { SuccessionsController } from './successions/successions.controller';
import { TerminationsController } from './terminations/terminations.controller';
import { ContractWriter } from './writing/contract-writer';

/** The HTTP edge: commands in, questions answered. Needs the process's ProcessModule and a ViewsModule beside it. */
@Module({
  imports: [CommandsModule, AuditModule],
  controllers: [
    ContractsController,
    ObligationsController,
    ClaimsController,
    NoticesController,
    EndingsController,
    ExcusesController,
    ReliefsController,
    ReciprocityController,
    TerminationsController,
    ClawbacksController,
    SuccessionsController,
    ContractSuccessionsController,
    DissolutionsController,
    EvidenceController,
    ContractQuestionsController,
    ObligationQuestionsController,
    MoneyController,
    LimitationController,
    BoardController,
    AlertsController,
    ReplayController,
    QualityController,
    ImportsController,
    ClockController,
    PageController,
  ],
  providers: [
    ContractWriter,
    EvidenceRefs,
    Questions,
    PastStates,
    QualityReports,
    Warnings,
    { provide: APP_INTERCEPTOR, useClass: ReadYourWritesInterceptor },
    { provide: APP_GUARD, useClass: AuthenticateGuard },
    { provide: APP_FILTER, useClass: ProblemDetailsFilter },
    { provide: REVIEW_PROGRESS, useClass: ReviewProgressInLog },
    { provide: TokenVerifier, inject: [SETTINGS], useFactory: tokenVerifier },
    {
      provide: EvidenceStore,
      inject: [SETTINGS],
      useFactory: (settings: Settings) => EvidenceStore.inDataFolder(settings),
    },
  ],
  exports: [EvidenceStore, TokenVerifier],
})
export class ApiModule {}

function tokenVerifier({
  HEQI_AUTH_JWKS_URL,
  HEQI_AUTH_ISSUER,
  HEQI_DATA_DIR,
}: Settings): TokenVerifier | Promise<TokenVerifier> {
  return HEQI_AUTH_JWKS_URL
    ? new ProviderTokens(HEQI_AUTH_JWKS_URL, HEQI_AUTH_ISSUER)
    : OwnTokens.open(HEQI_DATA_DIR, HEQI_AUTH_ISSUER);
}
