// Shows the sinks: systems outside the feed that get every tick.
'use strict';

const LONGEST_DETAIL = 300;
const SINK_TONES = {writing: 'good', following: '', away: 'bad', stopped: 'bad'};
// From this lag on, /health reports a sink that is written.
const SINK_BEHIND_S = 120;

// A text from a plugin. A mark of the reading direction in it affects nothing beside it.
function sinkText(text) {
  return element('bdi', text.length > LONGEST_DETAIL ? text.slice(0, LONGEST_DETAIL) + '…' : text);
}

function sinksPanel(sinks) {
  const all = Object.entries(sinks || {});
  $('sinks').hidden = !all.length;
  if (!all.length) return;
  const wrong = all.filter(([, sink]) => sinkTone(sink) === 'bad').length;
  $('sinks-summary').textContent = wrong ? number(wrong) + ' of ' + number(all.length) + ' not written' : '';
  fill('sink-rows', all.map(([name, sink]) => sinkRow(name, sink)));
}

// An instance that has just begun to lead is away without a reason until the sink answers.
function sinkTone(sink) {
  if (sink.state === 'writing' && sink.lag_seconds > SINK_BEHIND_S) return 'warn';
  if (sink.state === 'away' && !sink.detail) return 'warn';
  return SINK_TONES[sink.state] || '';
}

function sinkRow(name, sink) {
  const named = element('td');
  named.append(nameOf(name));
  const kind = element('td');
  kind.append(nameOf(sink.kind));
  const detail = element('td');
  detail.append(sinkText(sink.detail || '–'));
  const address = element('td');
  address.append(nameOf(sink.address || '–'));
  const behind = sink.lag_seconds > SINK_BEHIND_S ? 'warn' : '';
  const made = element('tr');
  made.append(named, kind, element('td', sink.state, ('dot ' + sinkTone(sink)).trim()),
    element('td', number(sink.lag_records), behind), element('td', duration(sink.lag_seconds), behind),
    element('td', number(sink.records)), element('td', number(sink.lost), sink.lost ? 'bad' : ''),
    detail, address);
  return made;
}
