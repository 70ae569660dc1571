// The chart: candles or a line of one symbol, and its gaps. It is drawn after each overview of look.js,
// so that the page has one clock.
'use strict';

const LENGTHS = {'1s': 1, '1m': 60, '5m': 300, '1h': 3600, '1d': 86400};
const MOST_BARS = 120;
const FEWEST_BARS = 30;
const ALL_AGAIN_MS = 10000;

const chosen = {symbol: '', interval: '1s', shape: 'candles', ...remembered()};
const shown = {plot: null, of: '', bars: [], gaps: null, askedAll: -Infinity, asked: 0};

const colours = new Map();

// Bars requested before the first overview; used once.
let early = null;

function remembered() {
  try {
    const kept = JSON.parse(localStorage.getItem('chart')) || {};
    return kept.interval in LENGTHS && ['candles', 'line'].includes(kept.shape) ? kept : {};
  } catch (unreadable) {
    return {};
  }
}

function remember() {
  try {
    localStorage.setItem('chart', JSON.stringify(chosen));
  } catch (refused) {
    // Without storage, the choice holds until the page is closed.
  }
}

function colour(name) {
  if (!colours.has(name)) {
    colours.set(name, getComputedStyle(document.body).getPropertyValue('--' + name).trim());
  }
  return colours.get(name);
}

function fitting() {
  return Math.max(FEWEST_BARS, Math.min(MOST_BARS, Math.floor($('chart').clientWidth / 8)));
}

// Times in UTC, only as precise as the axis needs.
function moments(plot, seconds, axis, space, step) {
  return seconds.map(second => {
    const iso = new Date(second * 1000).toISOString();
    if (step >= 86400 || second % 86400 === 0) return iso.slice(5, 10);
    return step < 60 ? iso.slice(11, 19) : iso.slice(11, 16);
  });
}

function times(plot) {
  const bars = shown.bars;
  const length = LENGTHS[chosen.interval];
  const end = bars.length ? bars.at(-1).start_ms / 1000 + length : Date.now() / 1000;
  const begin = bars.length ? bars[0].start_ms / 1000 : end;
  return [Math.min(begin, end - FEWEST_BARS * length), end];
}

function prices(plot, low, high) {
  if (low === null || high === null) return [0, 1];
  const edge = (high - low || high * 0.0001) * 0.08;
  return [low - edge, high + edge];
}

// An open or unrepairable gap is a band over the whole height; a closed one is a mark at the bottom.
function drawGaps(plot) {
  const {left, top, width, height} = plot.bbox;
  const pen = plot.ctx;
  pen.save();
  pen.beginPath();
  pen.rect(left, top, width, height);
  pen.clip();
  (shown.gaps || []).forEach(gap => {
    const from = plot.valToPos(gap.since_us / 1e6, 'x', true);
    const wide = Math.max(3 * devicePixelRatio, plot.valToPos(gap.until_us / 1e6, 'x', true) - from);
    const tall = gap.state === 'closed' ? 8 * devicePixelRatio : height;
    pen.fillStyle = colour(gap.state === 'open' ? 'bad' : 'dim');
    pen.globalAlpha = gap.state === 'closed' ? 0.9 : 0.25;
    pen.fillRect(from, top + height - tall, wide, tall);
  });
  pen.restore();
}

function drawCandles(plot) {
  if (chosen.shape !== 'candles') return;
  const {left, top, width, height} = plot.bbox;
  const pen = plot.ctx;
  const length = LENGTHS[chosen.interval];
  const apart = width * length / (plot.scales.x.max - plot.scales.x.min);
  const wide = Math.max(1, Math.min(Math.round(apart * 0.7), 18 * devicePixelRatio));
  const wick = Math.max(1, Math.round(devicePixelRatio));
  const at = price => Math.round(plot.valToPos(price, 'y', true));
  pen.save();
  pen.beginPath();
  pen.rect(left, top, width, height);
  pen.clip();
  shown.bars.forEach(bar => {
    const middle = Math.round(plot.valToPos(bar.start_ms / 1000 + length / 2, 'x', true));
    const high = at(Math.max(bar.open, bar.close));
    const tall = Math.max(1, at(Math.min(bar.open, bar.close)) - high);
    const rose = bar.close >= bar.open;
    pen.fillStyle = colour(rose ? 'good' : 'bad');
    pen.fillRect(middle - wick / 2, at(bar.high), wick, Math.max(1, at(bar.low) - at(bar.high)));
    // A rising candle is hollow, so that it differs without colour too.
    pen.fillRect(middle - wide / 2, high, wide, tall);
    if (rose && wide > 4 * wick && tall > 2 * wick) {
      pen.fillStyle = colour('panel');
      pen.fillRect(middle - wide / 2 + wick, high + wick, wide - 2 * wick, tall - 2 * wick);
    }
  });
  pen.restore();
}

function readOut(plot) {
  const bar = shown.bars[plot.cursor.idx ?? shown.bars.length - 1];
  fill('bar', bar ? [
    ['', bar.start.replace('T', ' ').replace('Z', ' UTC')], ['open', number(bar.open, 2)],
    ['high', number(bar.high, 2)], ['low', number(bar.low, 2)], ['close', number(bar.close, 2)],
    ['volume', number(bar.volume, 4)], ['trades', number(bar.trades)]
  ].map(([name, value]) => {
    const part = element('span', name ? name + ' ' : '');
    part.append(element('b', value));
    return part;
  }) : []);
}

function columns() {
  const bars = shown.bars;
  const half = LENGTHS[chosen.interval] / 2;
  return [bars.map(bar => bar.start_ms / 1000 + half),
    ...['low', 'high', 'close'].map(name => bars.map(bar => bar[name]))];
}

function plotOf(holder) {
  const axis = {stroke: colour('dim'), grid: {stroke: colour('edge'), width: 1},
    ticks: {stroke: colour('edge'), width: 1}, font: '12px system-ui, sans-serif'};
  // Low and high only define the scale; drawCandles draws the candles.
  const unseen = {paths: () => null, points: {show: false}};
  const line = chosen.shape === 'line';
  return new uPlot({
    width: holder.clientWidth,
    height: holder.clientHeight,
    legend: {show: false},
    padding: [null, 30, null, null],
    tzDate: seconds => uPlot.tzDate(new Date(seconds * 1000), 'Etc/UTC'),
    cursor: {drag: {x: false, y: false}, points: {show: line}},
    scales: {x: {range: times}, y: {range: prices}},
    axes: [{...axis, space: 80, values: moments},
      {...axis, size: 72, values: (plot, ticks) => ticks.map(price => number(price, price % 1 ? 1 : 0))}],
    series: [{}, unseen, unseen,
      line ? {stroke: colour('accent'), width: 2, points: {show: false}} : unseen],
    hooks: {drawClear: [drawGaps], draw: [drawCandles], setCursor: [readOut]}
  }, columns(), holder);
}

function draw() {
  const holder = $('chart');
  const of = [chosen.symbol, chosen.interval, chosen.shape].join(' ');
  if (shown.plot && shown.of === of) {
    shown.plot.setData(columns());
  } else {
    if (shown.plot) shown.plot.destroy();
    shown.plot = plotOf(holder);
    shown.of = of;
  }
  readOut(shown.plot);
  change(shown.bars, shown.bars.length
    ? duration((shown.bars.at(-1).start_ms - shown.bars[0].start_ms) / 1000 + LENGTHS[chosen.interval]) : '');
  showGaps(shown.gaps || []);
}

function showGaps(gaps) {
  const count = state => gaps.filter(gap => gap.state === state).length;
  $('gaps').textContent = !shown.gaps ? '' : gaps.length
    ? 'gaps: ' + count('open') + ' open and ' + count('unrepairable') + ' unrepairable (shaded), '
      + count('closed') + ' closed (marks at the bottom)'
    : 'no known gaps in ' + chosen.symbol;
  $('gaps').className = count('open') ? 'bad' : '';
}

// A gap has one record per state; the last one is its current state.
function latest(records) {
  const gaps = new Map();
  records.forEach(gap => gaps.set([gap.venue, gap.from_id, gap.to_id, gap.since_us, gap.until_us].join(' '), gap));
  return [...gaps.values()];
}

// Without a symbol, the server chooses the one on which most venues agree.
function barsPath(limit) {
  return '/api/v1/candles?interval=' + chosen.interval + '&limit=' + limit
    + (chosen.symbol ? '&symbol=' + encodeURIComponent(chosen.symbol) : '');
}

async function newestBars(limit) {
  const first = early;
  early = null;
  if (first && first.interval === chosen.interval) {
    const answer = await first.answer.catch(() => ({}));
    if (answer.symbol === chosen.symbol) return answer;
  }
  return ask(barsPath(limit));
}

// The chart is drawn without the gaps and again when they arrive.
async function askGaps(symbol) {
  const answer = await ask('/api/v1/gaps?symbol=' + encodeURIComponent(symbol));
  if (symbol !== chosen.symbol || !answer.gaps) return;
  shown.gaps = latest(answer.gaps);
  if (shown.plot) draw();
}

// Usually requests only the newest bars; sometimes all, because back-filled trades change older ones.
async function askBars() {
  const now = performance.now();
  const all = now - shown.askedAll > ALL_AGAIN_MS || now - shown.asked > 2500;
  const {symbol, interval} = chosen;
  const answer = await newestBars(all ? MOST_BARS : 4);
  // The choice has changed in the meantime.
  if (symbol !== chosen.symbol || interval !== chosen.interval) return;
  $('no-bars').textContent = answer.candles ? '' : answer.detail || answer.title || 'no candles';
  if (!answer.candles) return;
  const bars = new Map((all ? [] : shown.bars).map(bar => [bar.start_ms, bar]));
  answer.candles.forEach(bar => bars.set(bar.start_ms, bar));
  shown.bars = [...bars.values()].sort((a, b) => a.start_ms - b.start_ms).slice(-fitting());
  shown.asked = now;
  $('chart').ariaBusy = 'false';
  if (all) {
    shown.askedAll = now;
    askGaps(symbol).catch(() => {});
  }
}

async function chartOf(symbols, usual) {
  if (!symbols.length || document.hidden) return;
  const choice = $('symbol');
  if (symbols.join() !== [...choice.options].map(option => option.value).join()) {
    choice.replaceChildren(...symbols.map(symbol => new Option(symbol, symbol)));
    if (!symbols.includes(chosen.symbol)) chosen.symbol = symbols.includes(usual) ? usual : symbols[0];
    choice.value = chosen.symbol;
  }
  await askBars();
  draw();
}

function choose(what, value) {
  chosen[what] = value;
  remember();
  if (what !== 'shape') {
    // Until the first answer, the chart and the values below it are those of the earlier choice.
    $('chart').ariaBusy = 'true';
    Object.assign(shown, {bars: [], gaps: null, askedAll: -Infinity});
  }
  if (chosen.symbol) askBars().then(draw, () => draw());
}

function redraw() {
  colours.clear();
  shown.of = '';
  if (chosen.symbol) draw();
}

['interval', 'shape'].forEach(what =>
  document.querySelectorAll('input[name=' + what + ']').forEach(input => {
    input.checked = input.value === chosen[what];
    input.addEventListener('change', () => choose(what, input.value));
  }));
$('symbol').addEventListener('change', () => choose('symbol', $('symbol').value));
$('chart').addEventListener('keydown', event => {
  const step = {ArrowLeft: -1, ArrowRight: 1}[event.key];
  if (!step || !shown.plot || !shown.bars.length) return;
  event.preventDefault();
  const last = shown.bars.length - 1;
  const index = Math.min(last, Math.max(0, (shown.plot.cursor.idx ?? last) + step));
  const at = shown.plot.valToPos(shown.plot.data[0][index], 'x');
  shown.plot.setCursor({left: at, top: shown.plot.valToPos(shown.bars[index].close, 'y')});
});
matchMedia('(prefers-color-scheme: dark)').addEventListener('change', redraw);
new ResizeObserver(() => {
  const {clientWidth: width, clientHeight: height} = $('chart');
  if (shown.plot && width) shown.plot.setSize({width, height});
}).observe($('chart'));
