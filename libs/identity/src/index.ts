export { NotAuthenticated, OwnTokens, ProviderTokens, TokenVerifier } from './token-keys';
export { Public, PUBLIC_ROUTE } from './public';
