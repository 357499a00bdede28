import type { Words } from '../language';

/** Titles of the problems of the HTTP edge, by code; broken rules have their titles in `refusals`. */
export const problem = {
  'bad-request': { zh: '请求有误', en: 'The request is not valid' },
  unauthenticated: { zh: '未登录或令牌无效', en: 'Not authenticated' },
  forbidden: { zh: '无权访问', en: 'Not allowed' },
  'not-found': { zh: '未找到', en: 'Not found' },
  'too-large': { zh: '内容过大', en: 'Too large' },
  'too-many-requests': { zh: '请求过于频繁', en: 'Too many requests' },
  'if-match-required': { zh: '缺少 If-Match', en: 'If-Match is required' },
  'revision-stale': { zh: '内容已被他人更新', en: 'The revision is stale' },
  'idempotency-key-reused': { zh: '幂等键已用于其他请求', en: 'The idempotency key was used for another request' },
  'contract-busy': { zh: '项目正被频繁更新，请稍后重试', en: 'The contract is busy' },
  'view-behind': { zh: '视图尚未更新到所需位置', en: 'The view is behind' },
  'evidence-too-large': { zh: '佐证材料过大', en: 'The evidence file is too large' },
  'evidence-type-not-accepted': { zh: '不接受此类佐证材料', en: 'This type of evidence is not accepted' },
  'evidence-unknown': { zh: '佐证材料尚未上传', en: 'The evidence has not been uploaded' },
  'evidence-damaged': { zh: '佐证材料已损坏', en: 'The evidence is damaged' },
  'clock-not-simulated': { zh: '当前使用系统时钟', en: 'The clock is not simulated' },
  'clock-moves-forward-only': { zh: '时钟只能向前推进', en: 'The clock moves forward only' },
  'outcome-unknown': {
    zh: '结果未知，请用同一幂等键重试',
    en: 'The outcome is unknown; repeat the request with the same Idempotency-Key',
  },
  'event-store-unavailable': { zh: '事件库暂不可用', en: 'The event store is unavailable' },
  internal: { zh: '系统内部错误', en: 'Internal error' },
} as const satisfies Record<string, Words>;
