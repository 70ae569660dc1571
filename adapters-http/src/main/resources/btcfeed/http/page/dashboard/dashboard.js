// Fills the panels of the dashboard with the responses that look.js requests.
'use strict';

const $ = id => document.getElementById(id);
const ticksBefore = new Map();
const last = {symbol: '', price: 0};

function element(name, text, className) {
  const made = document.createElement(name);
  if (text !== undefined) made.textContent = text;
  if (className) made.className = className;
  return made;
}

function fill(id, children) {
  $(id).replaceChildren(...children);
}

// Formats by hand: toLocaleString takes 20 times as long, for hundreds of numbers a second.
function number(value, digits = 0) {
  const [whole, fraction] = value.toFixed(digits).split('.');
  return whole.replace(/\B(?=(\d{3})+$)/g, ',') + (fraction ? '.' + fraction : '');
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
  disconnected: 'bad', refused: 'bad', away: 'bad', stopped: 'bad', silent: 'bad', none: 'warn',
  'in sync': 'good', behind: 'warn'
};

function row(cells) {
  const made = element('tr');
  cells.forEach(cell => made.append(element('td', cell, TONES[cell])));
  return made;
}

function headline(health, prices, index) {
  const newest = prices.reduce((a, b) => (a && a.age_seconds <= b.age_seconds ? a : b), undefined);
  $('age').textContent = health.seconds_since_update > 0 || newest
    ? 'in the active store ' + duration(health.seconds_since_update) + ' ago' : '';
  const symbol = chosen.symbol || usual(index) || (newest || {}).symbol;
  const reference = index.find(one => one.symbol === symbol && one.price !== null);
  const traded = prices.filter(one => one.symbol === symbol)
    .reduce((a, b) => (a && a.age_seconds <= b.age_seconds ? a : b), undefined);
  if (!reference && !traded) return;
  const price = (reference || traded).price;
  $('market').textContent = symbol + (reference ? ' · reference price'
    + (reference.state === 'ok' ? '' : ', ' + reference.state) : ' · ' + traded.venue);
  show(price, symbol);
  facts('reference', reference ? [
    ['confidence', 'within ' + number(reference.confidence, 2)],
    ['venues used', reference.venues.join(', ')],
    ...Object.entries(reference.refused).map(([venue, why]) => ['not used', venue + ', ' + why, 'warn'])
  ] : []);
  document.title = number(price, 2) + ' · BTC Live Feed';
}

// The symbol on which most venues agree.
function usual(index) {
  return index.filter(one => one.price !== null)
    .reduce((a, b) => (a && a.venues.length >= b.venues.length ? a : b), {venues: []}).symbol;
}

// Shows the price, with a colour for 250 ms after it changes.
function show(price, symbol) {
  const went = last.symbol === symbol ? Math.sign(price - last.price) : 0;
  if (went) $('price').className = went > 0 ? 'rose' : 'fell';
  if (went) setTimeout(() => { $('price').className = ''; }, 250);
  $('price').textContent = number(price, 2);
  Object.assign(last, {symbol, price});
}

// The change since the first bar of the chart.
function change(bars, span) {
  const difference = bars.length ? bars.at(-1).close - bars[0].open : 0;
  const sign = difference >= 0 ? '+' : '−';
  $('change').textContent = bars.length
    ? (difference >= 0 ? '▲ ' : '▼ ') + sign + number(Math.abs(difference), 2) + ' (' + sign
      + number(Math.abs(difference) / bars[0].open * 100, 3) + ' %) in ' + span : '';
  $('change').className = difference >= 0 ? 'good' : 'bad';
}

function healthPanel(health) {
  $('version').textContent = health.version;
  $('status').textContent = health.status;
  $('status').className = 'badge ' + (TONES[health.status] || '');
  fill('reasons', health.reasons.map(reason => {
    const item = element('li', undefined, reason.severity === 'unhealthy' ? 'bad' : '');
    item.append(element('b', reason.code), reason.detail);
    return item;
  }));
  const venues = Object.values(health.venues);
  facts('facts', [
    instanceFact(health),
    ['uptime', duration(health.uptime_seconds)],
    ['venues', venues.filter(v => v.data === 'flowing').length + ' of ' + venues.length + ' flowing',
      health.websocket_connected ? '' : 'bad'],
    ['active store', health.redis_connected ? 'accepts writes' : 'not connected',
      health.redis_connected ? 'good' : 'bad'],
    ['readers use', health.using_failover ? 'failover' : 'primary', health.using_failover ? 'warn' : 'good']
  ]);
  fill('budget', Object.entries(health.availability).flatMap(([period, a]) => {
    const tone = a.budget_spent > 1 ? 'bad' : a.budget_spent > 0.5 ? 'warn' : 'good';
    const line = element('div', undefined, 'row');
    line.append(element('span', period.replace('_', ' ')),
      element('span', number(a.availability * 100, 4) + ' % · '
        + number(Math.max(0, 1 - a.budget_spent) * 100) + ' % left', tone === 'good' ? '' : tone));
    return [line, meter(a.budget_spent, tone)];
  }));
  facts('journal', [
    ['records', number(health.journal.records)],
    ['size', bytes(health.journal.bytes) + ' of ' + bytes(health.journal.max_bytes)],
    ['dropped', number(health.journal.dropped), health.journal.dropped ? 'bad' : ''],
    ['state', health.journal.failure || 'writable', health.journal.failure ? 'bad' : 'good']
  ]);
}

function meter(share, tone) {
  const whole = element('div', undefined, 'meter');
  const part = element('span', undefined, tone);
  part.style.width = Math.min(100, share * 100) + '%';
  whole.append(part);
  return whole;
}

function storePanel(status) {
  const most = Math.max(100, ...Object.values(status.stores).map(store => store.lag_ticks));
  fill('stores', Object.entries(status.stores).map(([name, store]) => {
    const card = element('article', undefined, store.active ? 'active' : '');
    const title = element('h3', name);
    if (store.active) title.append(element('span', 'active', 'here'));
    const state = element('dd', undefined, 'dot ' + (TONES[store.state] || ''));
    state.append(store.state.replace('_', ' ') + ' for ' + duration(store.state_seconds));
    const list = element('dl', undefined, 'facts');
    list.append(element('dt', 'state'), state);
    [['redis', [store.version, store.role].filter(Boolean).join(', ')], ['address', store.address],
      ['reason', store.detail || store.reason],
      ['lag', number(store.lag_ticks) + ' records, ' + duration(store.lag_seconds)]]
      .filter(([, value]) => value)
      .forEach(([key, value]) => list.append(element('dt', key), element('dd', value)));
    card.append(title, list, meter(store.lag_ticks / most, store.active ? 'good' : 'warn'));
    if (store.sync.state === 'running') {
      const bar = element('progress');
      bar.max = Math.max(1, store.sync.total);
      bar.value = store.sync.done;
      bar.setAttribute('aria-label', name + ' is catching up');
      card.append(bar, element('small', 'catching up: ' + number(store.sync.done) + ' of '
        + number(store.sync.total) + ', ' + number(store.sync.rate) + '/s'
        + (store.sync.eta_seconds === null ? '' : ', ' + duration(store.sync.eta_seconds) + ' left')
        + (store.sync.critical_done ? '; it already has the newest price' : '')));
    }
    return card;
  }));
  timeline(status.switches);
  fill('switches', status.switches.length
    ? status.switches.map(s => {
      const item = element('li');
      item.append(element('time', s.at.slice(0, 19).replace('T', ' ')),
        'to ' + s.to + ', ' + s.reason.replaceAll('_', ' ') + ', for ' + duration(s.seconds));
      return item;
    })
    : [element('li', 'no switch since the start')]);
}

// Each part is as wide as the store was active; the newest is on the right.
function timeline(newestFirst) {
  const all = newestFirst.reduce((sum, stay) => sum + stay.seconds, 0);
  fill('timeline', newestFirst.toReversed().map(stay => {
    const part = element('span', stay.seconds > all / 5 ? stay.to : '', stay.to);
    part.style.flexGrow = Math.max(0.001, stay.seconds);
    part.title = stay.to + ' for ' + duration(stay.seconds);
    return part;
  }));
  $('timeline-summary').textContent = newestFirst.length
    ? newestFirst[0].to + ' is active now; the timeline shows the last ' + duration(all)
    : '';
}

// Shows one of the four states: the first bad one, otherwise the data state.
function venueState(venue) {
  const wrong = [venue.transport, venue.subscription, venue.data, venue.price]
    .find(state => TONES[state] !== 'good');
  const cell = element('td', wrong || venue.data, 'dot ' + (TONES[wrong || venue.data] || ''));
  cell.title = [venue.transport, venue.subscription, venue.data, venue.price].join(', ')
    + (venue.detail ? ': ' + venue.detail : '');
  return cell;
}

function lineState(line) {
  if (!line) return element('td', '–');
  if (line.state !== 'streaming') return element('td', line.state, 'warn');
  return element('td', line.late_ms ? '+' + number(line.late_ms, 1) + ' ms' : 'first');
}

function rate(name, venue) {
  const before = ticksBefore.get(name);
  const now = performance.now();
  ticksBefore.set(name, {ticks: venue.ticks, at: now});
  return before ? (venue.ticks - before.ticks) * 1000 / (now - before.at) : undefined;
}

function venuePanel(venues, prices) {
  let all = 0;
  fill('venues', Object.entries(venues).map(([name, v]) => {
    const perSecond = rate(name, v);
    all += perSecond || 0;
    const made = row([name]);
    made.append(venueState(v), element('td', perSecond === undefined ? '–' : number(perSecond)),
      lineState(v.lines.a), lineState(v.lines.b));
    [duration(v.seconds_since_trade), number(v.ticks), number(v.duplicates)]
      .forEach(text => made.append(element('td', text)));
    made.append(element('td', number(v.gaps_open), v.gaps_open ? 'bad' : ''),
      element('td', number(v.refused_total), v.refused_total ? 'warn' : ''),
      element('td', number(v.reconnects)));
    return made;
  }));
  $('venues-summary').textContent = all ? number(all) + ' trades a second' : '';
  fill('prices', prices.map(p => row([p.venue, p.symbol, number(p.price, 2), String(p.quantity),
    p.side, p.trade_id, duration(p.age_seconds)])));
}

function latencyPanel(stages) {
  fill('latencies', Object.entries(stages).map(([stage, l]) =>
    row([stage.replaceAll('_', ' '), ...[l.p50, l.p99, l.max].map(ms => number(ms, ms < 100 ? 2 : 0))])));
}
