export { NotAuthenticated, OwnTokens, ProviderTokens, TokenVerifier } from './token-keys';
export { Public, PUBLIC_ROUTE } from './public';
export { faultOfTokenKey, TOKEN_KEY_PATH } from './check-token-key';
