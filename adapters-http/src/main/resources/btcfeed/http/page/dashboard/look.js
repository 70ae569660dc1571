// Asks the feed's own endpoints once a second and has it shown. When they do not answer, everything
// goes grey and says since when: a page must not look alive when it is not.
'use strict';

const EVERY_MS = 1000;
const GIVE_UP_MS = 4000;

let lastAnswer = 0;

async function ask(path) {
  const answer = await fetch(path, {
    headers: {Accept: 'application/json'}, signal: AbortSignal.timeout(GIVE_UP_MS)
  });
  return answer.json();
}

function fillAll(overview) {
  const {health, redis, prices: {prices, index}, latency_ms: stages} = overview;
  headline(health, prices, index);
  healthPanel(health);
  storePanel(redis);
  venuePanel(health.venues, prices);
  latencyPanel(stages);
  if (!lastAnswer) performance.mark('filled');
  return chartOf([...new Set(prices.map(one => one.symbol))].sort(), usual(index));
}

async function look() {
  try {
    await fillAll(await ask('/api/v1/overview'));
    if (!lastAnswer) performance.mark('usable');
    lastAnswer = Date.now();
    document.body.classList.remove('lost');
    $('connection').textContent = 'live';
    $('connection').className = 'live';
  } catch (failure) {
    document.body.classList.add('lost');
    $('connection').className = '';
    $('connection').textContent = lastAnswer
      ? 'no answer for ' + duration((Date.now() - lastAnswer) / 1000) + ': what you see is old'
      : 'the feed does not answer';
  }
  setTimeout(look, EVERY_MS);
}

// The bars are not waited for: they come while the page still learns what else there is.
early = {interval: chosen.interval, answer: ask(barsPath(MOST_BARS))};
early.answer.catch(() => {});
look();
