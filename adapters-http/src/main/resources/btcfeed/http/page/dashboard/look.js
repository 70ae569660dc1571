// Requests the overview once a second and shows it. Without a response the page turns grey and shows
// since when, because old data must not look current.
'use strict';

const INTERVAL_MS = 1000;
const TIMEOUT_MS = 4000;

let lastResponse = 0;

async function ask(path) {
  const answer = await fetch(path, {
    headers: {Accept: 'application/json'}, signal: AbortSignal.timeout(TIMEOUT_MS)
  });
  return answer.json();
}

function fillAll(overview) {
  const {health, redis, prices: {prices, index}, latency_ms: stages} = overview;
  headline(health, prices, index);
  healthPanel(health);
  storePanel(redis);
  instancesPanel(health);
  sinksPanel(health.sinks);
  venuePanel(health.venues, prices);
  latencyPanel(stages);
  if (!lastResponse) performance.mark('filled');
  return chartOf([...new Set(prices.map(one => one.symbol))].sort(), usual(index));
}

async function update() {
  try {
    await fillAll(await ask('/api/v1/overview'));
    if (!lastResponse) performance.mark('usable');
    lastResponse = Date.now();
    document.body.classList.remove('lost');
    $('connection').textContent = 'live';
    $('connection').className = 'live';
  } catch (failure) {
    document.body.classList.add('lost');
    $('connection').className = '';
    $('connection').textContent = lastResponse
      ? 'no response for ' + duration((Date.now() - lastResponse) / 1000) + ': the data is old'
      : 'the feed does not respond';
  }
  setTimeout(update, INTERVAL_MS);
}

// The bars are requested in parallel with the first overview.
early = {interval: chosen.interval, answer: ask(barsPath(MOST_BARS))};
early.answer.catch(() => {});
update();
