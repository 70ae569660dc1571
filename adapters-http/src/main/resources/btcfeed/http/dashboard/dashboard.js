// The dashboard: asks the feed's own endpoints once a second and shows what they say. When they do
// not answer, everything goes grey and says since when: a page must not look alive when it is not.
'use strict';

const EVERY_MS = 1000;
const GIVE_UP_MS = 4000;

const $ = id => document.getElementById(id);
const ticksBefore = new Map();
let first = 0;
let lastAnswer = 0;

function element(name, text, className) {
  const made = document.createElement(name);
  if (text !== undefined) made.textContent = text;
  if (className) made.className = className;
  return made;
}

function fill(id, children) {
  $(id).replaceChildren(...children);
}

function number(value, digits = 0) {
  return value.toLocaleString('en', {minimumFractionDigits: digits, maximumFractionDigits: digits});
}

function duration(seconds) {
  if (seconds === null || seconds === undefined) return '–';
  if (seconds < 60) return seconds.toFixed(seconds < 10 ? 1 : 0) + ' s';
  if (seconds < 3600) return Math.floor(seconds / 60) + ' min';
  if (seconds < 86400) return (seconds / 3600).toFixed(1) + ' h';
  return (seconds / 86400).toFixed(1) + ' d';
}

function bytes(count) {
  return count < 1e6 ? number(count / 1e3, 0) + ' kB' : number(count / 1e6, 1) + ' MB';
}

function facts(id, pairs) {
  fill(id, pairs.flatMap(([name, value, tone]) => [element('dt', name), element('dd', value, tone)]));
}

const TONES = {
  healthy: 'good', degraded: 'warn', unhealthy: 'bad',
  connected: 'good', confirmed: 'good', flowing: 'good', fresh: 'good', live: 'good',
  connecting: 'warn', pending: 'warn', quiet: 'warn', stale: 'bad', catching_up: 'warn',
  disconnected: 'bad', refused: 'bad', away: 'bad', stopped: 'bad', none: 'warn'
};

function row(cells) {
  const made = element('tr');
  cells.forEach(cell => made.append(element('td', cell, TONES[cell])));
  return made;
}

function headline(health, prices, index) {
  const reference = index.filter(one => one.price !== null)
    .reduce((a, b) => (a && a.venues.length >= b.venues.length ? a : b), undefined);
  const newest = prices.reduce((a, b) => (a && a.age_seconds <= b.age_seconds ? a : b), undefined);
  $('age').textContent = health.seconds_since_update > 0 || newest
    ? duration(health.seconds_since_update) + ' ago in the active store' : '';
  if (!newest) return;
  const price = reference ? reference.price : newest.price;
  $('market').dataset.symbol = (reference || newest).symbol;
  $('market').textContent = reference
    ? reference.symbol + ' · ' + reference.venues.length
      + (reference.venues.length === 1 ? ' venue within ' : ' venues within ')
      + number(reference.confidence, 2) + (reference.state === 'ok' ? '' : ' · ' + reference.state)
    : newest.symbol + ' · ' + newest.venue;
  $('price').textContent = number(price, 2);
  document.title = number(price, 2) + ' · BTC Live Feed';
  first = first || price;
  const change = (price / first - 1) * 100;
  $('change').textContent = (change >= 0 ? '+' : '') + change.toFixed(3) + ' % since opened';
  $('change').className = change >= 0 ? 'good' : 'bad';
}

function healthPanel(health) {
  $('version').textContent = health.version;
  $('status').textContent = health.status;
  $('status').className = 'badge ' + (TONES[health.status] || '');
  fill('reasons', health.reasons.map(r => element('li', r.code + ': ' + r.detail)));
  facts('facts', [
    ['up', duration(health.uptime_seconds)],
    ['venues', health.websocket_connected ? 'connected' : 'disconnected',
      health.websocket_connected ? 'good' : 'bad'],
    ['active store', health.redis_connected ? 'connected' : 'disconnected',
      health.redis_connected ? 'good' : 'bad'],
    ['readers use', health.using_failover ? 'failover' : 'primary', health.using_failover ? 'warn' : 'good'],
    ...Object.entries(health.availability).map(([period, a]) => [
      'fresh, last ' + period.replace('_', ' '),
      number(a.availability * 100, 4) + ' %, ' + number(a.budget_spent * 100, 0) + ' % of the budget spent',
      a.budget_spent > 1 ? 'bad' : 'good'])
  ]);
  facts('journal', [
    ['records', number(health.journal.records)],
    ['size', bytes(health.journal.bytes) + ' of ' + bytes(health.journal.max_bytes)],
    ['dropped', number(health.journal.dropped), health.journal.dropped ? 'bad' : ''],
    ['state', health.journal.failure || 'writable', health.journal.failure ? 'bad' : 'good']
  ]);
}

function storePanel(status) {
  fill('stores', Object.entries(status.stores).map(([name, store]) => {
    const card = element('article', undefined, store.active ? 'active' : '');
    card.append(element('strong', name + (store.active ? ' · readers here' : '')));
    const list = element('dl');
    [['state', store.state, TONES[store.state]], ['since', duration(store.state_seconds)],
      ['address', store.address], ['behind', number(store.lag_ticks) + ' records, '
        + duration(store.lag_seconds)], ['redis', store.version + ' ' + store.role],
      ['why', store.detail || store.reason]]
      .filter(([, value]) => value)
      .forEach(([key, value, tone]) => list.append(element('dt', key), element('dd', value, tone)));
    card.append(list);
    if (store.sync.state === 'running') {
      const bar = element('progress');
      bar.max = Math.max(1, store.sync.total);
      bar.value = store.sync.done;
      card.append(bar, element('p', number(store.sync.done) + ' of ' + number(store.sync.total)
        + ' records, ' + number(store.sync.rate) + '/s'
        + (store.sync.critical_done ? ', newest price already there' : '')));
    }
    return card;
  }));
  timeline(status.switches);
  fill('switches', status.switches.length
    ? status.switches.map(s => element('li', s.at.slice(0, 19).replace('T', ' ') + ' UTC to '
      + s.to + ': ' + s.reason + ', for ' + duration(s.seconds)))
    : [element('li', 'none since the start')]);
}

// As wide as readers stayed: with the oldest switch on the left and now on the right.
function timeline(newestFirst) {
  const all = newestFirst.reduce((sum, stay) => sum + stay.seconds, 0);
  fill('timeline', newestFirst.toReversed().map(stay => {
    const part = element('span', stay.seconds > all / 5 ? stay.to : '', stay.to);
    part.style.flexGrow = Math.max(0.001, stay.seconds);
    part.title = stay.to + ' for ' + duration(stay.seconds);
    return part;
  }));
  $('timeline-says').textContent = newestFirst.length
    ? 'readers in ' + newestFirst[0].to + ' now; the last ' + duration(all) + ' from left to right'
    : '';
}

function venuePanel(venues, prices) {
  fill('venues', Object.entries(venues).map(([name, v]) => {
    const before = ticksBefore.get(name);
    const now = performance.now();
    ticksBefore.set(name, {ticks: v.ticks, at: now});
    const rate = before
      ? number((v.ticks - before.ticks) * 1000 / (now - before.at)) + '/s' : '–';
    const lines = Object.entries(v.lines).map(([letter, line]) => letter
      + (line.state !== 'streaming' ? ' ' + line.state
        : line.late_ms ? ' +' + number(line.late_ms, 1) + ' ms' : ''));
    return row([name, v.transport, v.subscription, v.data, v.price, lines.join(', '),
      duration(v.seconds_since_trade),
      number(v.ticks), rate, number(v.duplicates), number(v.gaps_open), number(v.refused_total),
      number(v.reconnects)]);
  }));
  fill('prices', prices.map(p => row([p.venue, p.symbol, number(p.price, 2), String(p.quantity),
    p.side, p.trade_id, duration(p.age_seconds)])));
}

function latencyPanel(metrics) {
  fill('latencies', Object.entries(metrics.latency_ms).map(([stage, l]) =>
    row([stage.replaceAll('_', ' '), number(l.p50, 2), number(l.p99, 2), number(l.max, 2)])));
}

async function ask(path) {
  const answer = await fetch(path, {
    headers: {Accept: 'application/json'}, signal: AbortSignal.timeout(GIVE_UP_MS)
  });
  return answer.json();
}

async function look() {
  try {
    const [health, status, price, metrics] =
      await Promise.all(['/health', '/redis/status', '/api/v1/price', '/metrics'].map(ask));
    healthPanel(health);
    storePanel(status);
    headline(health, price.prices, price.index);
    venuePanel(health.venues, price.prices);
    latencyPanel(metrics);
    await chartOf([...new Set(price.prices.map(one => one.symbol))].sort(),
      $('market').dataset.symbol);
    lastAnswer = Date.now();
    document.body.classList.remove('lost');
    $('connection').textContent = 'live';
  } catch (failure) {
    document.body.classList.add('lost');
    $('connection').textContent = lastAnswer
      ? 'no answer for ' + duration((Date.now() - lastAnswer) / 1000) + ': what you see is old'
      : 'the feed does not answer';
  }
  setTimeout(look, EVERY_MS);
}

look();
