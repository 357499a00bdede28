// The board: four quadrants, one deal with both its halves, the alerts that stand. Reads the API with the token that stands
// behind the # of the address (never sent to a server in the address itself) or was entered by hand.
const state = {
  language: localStorage.getItem('language') ?? 'zh',
  words: {},
  token: takeToken(),
  asOf: '',
  contractId: '',
};
const main = document.querySelector('#main');

document.querySelector('#language').addEventListener('click', () => {
  state.language = state.language === 'zh' ? 'en' : 'zh';
  localStorage.setItem('language', state.language);
  void show();
});
document.querySelector('#as-of').addEventListener('change', (event) => {
  state.asOf = event.target.value;
  void show();
});
document.querySelector('[data-home]').addEventListener('click', (event) => {
  event.preventDefault();
  state.contractId = '';
  void show();
});
await show();

async function show() {
  state.words = await (await fetch(`/page-words/${state.language}`)).json();
  document.documentElement.lang = state.language === 'zh' ? 'zh-CN' : 'en';
  for (const node of document.querySelectorAll('[data-word]')) node.textContent = word(node.dataset.word);
  document.querySelector('#language').textContent = state.language === 'zh' ? 'English' : '中文';
  if (!state.token) return main.replaceChildren(signIn());
  main.replaceChildren(element('p', { class: 'faint' }, word('page.loading')));
  try {
    main.replaceChildren(...(state.contractId ? await dealPage(state.contractId) : await boardPage()));
  } catch (problem) {
    const reason = problem.title ? `${problem.title} — ${problem.detail}` : String(problem);
    main.replaceChildren(
      element('p', { class: 'card problem' }, word('page.loadFailed', { reason })),
      ...(problem.status === 401 ? [signIn()] : []),
    );
  }
}

async function boardPage() {
  const query = state.asOf ? `?asOf=${state.asOf}` : '';
  const [board, { alerts }] = await Promise.all([ask(`/v1/board${query}`), ask('/v1/alerts?state=raised&limit=200')]);
  state.asOf = board.asOf;
  document.querySelector('#as-of').value = board.asOf;
  showFreshness(board.freshness);
  const quadrants = board.quadrants.map(({ quadrant, count, deals }) =>
    element('section', { class: 'card quadrant' }, [
      element('h2', {}, [element('span', {}, said(quadrant)), element('span', { class: 'faint' }, String(count))]),
      element('ul', {}, deals.map(dealLine)),
    ]),
  );
  const rates = board.rates.map((rate) =>
    element('p', {}, [
      `${said(rate.name)}: `,
      element('b', {}, rate.percent === null ? '—' : `${rate.percent}%`),
      ` (${rate.numerator}/${rate.denominator}) `,
      element('span', { class: 'faint' }, said(rate.definition)),
    ]),
  );
  return [
    element('h1', {}, word('page.quadrants')),
    element('div', { class: 'quadrants' }, quadrants),
    element('section', {}, rates),
    element('h1', {}, `${word('page.standingAlerts')} ${alerts.length}`),
    alerts.length ? alertTable(alerts) : element('p', { class: 'faint' }, word('page.noAlerts')),
  ];
}

function dealLine(deal) {
  const lights = (counts) =>
    ['red', 'yellow', 'blue', 'green', 'grey']
      .filter((light) => counts[light])
      .map((light) => element('span', { class: `light ${light}` }, ` ${counts[light]} `));
  return element('li', {}, [
    dealLink(deal.contractId, `${deal.dealNumber} ${deal.title}`),
    element('span', {}, [
      `${word('page.promises')} `,
      ...lights(deal.government),
      ` ${word('page.commitments')} `,
      ...lights(deal.enterprise),
    ]),
  ]);
}

function alertTable(alerts) {
  const heads = ['page.deal', 'page.no', 'page.status', 'page.raisedOn', 'page.explanation'].map((key) =>
    element('th', {}, word(key)),
  );
  const rows = alerts.map((alert) =>
    element('tr', {}, [
      element('td', {}, dealLink(alert.contractId, alert.dealNumber ?? alert.contractId)),
      element('td', {}, alert.no),
      element('td', {}, element('span', { class: `light ${alert.level.code}` }, said(alert.rule))),
      element('td', {}, alert.raisedOn),
      element('td', {}, said(alert.sentence)),
    ]),
  );
  return element('table', { class: 'card' }, [
    element('thead', {}, element('tr', {}, heads)),
    element('tbody', {}, rows),
  ]);
}

async function dealPage(contractId) {
  const query = state.asOf ? `?asOf=${state.asOf}` : '';
  const contract = await ask(`/v1/contracts/${contractId}${query}`);
  document.querySelector('#as-of').value = contract.asOf;
  if (contract.freshness) showFreshness(contract.freshness);
  const side = (name, duties) =>
    element('section', { class: `side ${name}` }, [
      element('h2', {}, word(name === 'government' ? 'page.promises' : 'page.commitments')),
      ...duties.map(dutyCard),
    ]);
  return [
    element('p', {}, element('button', { type: 'button', onclick: home }, word('page.back'))),
    element('h1', {}, `${contract.dealNumber} ${contract.details.title}`),
    element('p', {}, [
      element('b', {}, said(contract.quadrant)),
      ` · ${word('page.asOfDay', { day: contract.asOf })} · ${contract.parties.map((party) => party.name).join('、')}`,
    ]),
    element('div', { class: 'sides' }, [
      side('government', contract.promises),
      side('enterprise', contract.commitments),
    ]),
    qualityCard(contract.quality),
  ];
}

/** What the terms leave open and what reports ask to be looked at again, counted by kind of warning. */
function qualityCard(findings) {
  const count = findings.length ? word('page.qualityCount', { count: findings.length }) : word('page.noWarnings');
  const codes = [...new Set(findings.map(({ code }) => code.code))];
  const byCode = codes.map((each) => findings.filter(({ code }) => code.code === each));
  const groups = byCode.map((group) =>
    element('details', {}, [
      element('summary', {}, `${said(group[0].code)} ${group.length}`),
      element('p', { class: 'faint' }, `${word('page.wayOut')}: ${said(group[0].wayOut)}`),
      element(
        'ul',
        {},
        group.map((finding) => element('li', {}, said(finding.sentence))),
      ),
    ]),
  );
  return element('section', { class: 'card', id: 'quality' }, [
    element('h2', {}, [element('span', {}, word('page.quality')), ' ', element('span', { class: 'faint' }, count)]),
    ...groups,
  ]);
}

function dutyCard(duty) {
  return element('article', { class: 'card duty' }, [
    element('h3', {}, [
      `${duty.terms.no} ${duty.terms.title} `,
      element('span', { class: `light ${duty.light.code}` }, said(duty.status)),
    ]),
    element('p', {}, said(duty.status.sentence)),
    ...slipOf(duty),
    duty.flags.length ? element('p', { class: 'faint' }, duty.flags.map(said).join(' · ')) : '',
    element('details', {}, [
      element(
        'summary',
        {},
        `${word('page.explanation')}: ${duty.due.current ?? duty.due.projected ?? word('page.notStated')}`,
      ),
      element(
        'ol',
        {},
        duty.due.explanation[state.language].map((step) => element('li', {}, step)),
      ),
    ]),
  ]);
}

/** How many days since the original date, on whose account; the days themselves on demand. */
function slipOf({ delay }) {
  if (delay.days === 0) return [];
  const books = new Map();
  for (const { book, days } of delay.ledger) books.set(said(book), (books.get(said(book)) ?? 0) + days);
  const sums = [...books].map(([book, days]) => `${book} ${days}`).join(' · ');
  const ranges = delay.ledger.map(({ from, to, days, book }) =>
    element('li', {}, `${from} – ${to} (${days}): ${said(book)}`),
  );
  return [
    element('details', {}, [
      element('summary', {}, `${word('page.slip', { days: delay.days })}: ${sums}`),
      element('ul', {}, ranges),
    ]),
  ];
}

function signIn() {
  const field = element('input', { type: 'password', size: 60, autocomplete: 'off', 'aria-label': word('page.token') });
  const submit = async (event) => {
    event.preventDefault();
    state.token = field.value.trim();
    sessionStorage.setItem('token', state.token);
    await show();
  };
  return element('form', { class: 'card', onsubmit: submit }, [
    element('p', {}, word('page.enterToken')),
    field,
    ' ',
    element('button', {}, word('page.signIn')),
  ]);
}

function dealLink(contractId, text) {
  const open = async (event) => {
    event.preventDefault();
    state.contractId = contractId;
    await show();
    window.scrollTo(0, 0);
  };
  return element('a', { href: `#${contractId}`, onclick: open }, text);
}

async function home() {
  state.contractId = '';
  await show();
}

async function ask(url) {
  const response = await fetch(url, {
    headers: { authorization: `Bearer ${state.token}`, 'accept-language': state.language },
  });
  const body = await response.json();
  if (!response.ok) throw body;
  return body;
}

function showFreshness(freshness) {
  const text = freshness.upToDate ? word('page.upToDate') : `${word('page.lag')}: ${freshness.lagSeconds} s`;
  document.querySelector('#freshness').textContent =
    `${text} (${freshness.projectedPosition ?? '—'} / ${freshness.logPosition ?? '—'})`;
}

function takeToken() {
  const given = new URLSearchParams(location.hash.slice(1)).get('token');
  if (given) {
    sessionStorage.setItem('token', given);
    history.replaceState(null, '', location.pathname);
  }
  return given ?? sessionStorage.getItem('token');
}

function said(coded) {
  return coded[state.language];
}

function word(key, values = {}) {
  return (state.words[key] ?? key).replaceAll(/\{(\w+)\}/g, (_, name) => values[name] ?? '');
}

function element(name, attributes, children = []) {
  const node = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (key.startsWith('on')) node.addEventListener(key.slice(2), value);
    else node.setAttribute(key, value);
  }
  node.append(...[children].flat());
  return node;
}
