export { NotAuthenticated, OwnTokens, ProviderTokens, TokenVerifier } from './token-keys';
