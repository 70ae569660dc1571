// Shows which instance answered, which one leads, and the others if there are any.
'use strict';

// Instances announce themselves every second.
const SILENT_AFTER_S = 3;
const LONGEST_NAME = 64;
const DAY_MS = 86_400_000;

// A name from a store. A mark of the reading direction in it affects nothing beside it.
function nameOf(text) {
  return element('bdi', text.length > LONGEST_NAME ? text.slice(0, LONGEST_NAME) + '…' : text);
}

function leaseText(health) {
  return 'lease ' + duration(health.lease.seconds_left);
}

// A lease that has run out can be taken by any instance.
function leaseTone(health) {
  return health.lease.seconds_left > 0 ? '' : 'warn';
}

// This instance in one line, which is all if it is alone. Most names are UUIDs: the start is enough.
function instanceFact(health) {
  const name = health.instance.length > 20 ? health.instance.slice(0, 8) + '…' : health.instance;
  if (health.role === 'leader') return ['instance', name + ', leader, ' + leaseText(health), leaseTone(health)];
  if (!health.leader) return ['instance', name + ', no leader is known', 'warn'];
  return ['instance', name + ', follower, ' + (health.in_sync ? 'in sync' : 'behind'),
    health.in_sync ? '' : 'warn'];
}

function instancesPanel(health) {
  const {leader, leaders, instances} = health;
  const changed = leaders.findIndex((one, at) => at && one.instance !== leaders[0].instance);
  const lately = changed > 0 && Date.parse(health.time) - Date.parse(leaders[changed - 1].since) < DAY_MS;
  const several = instances.length > 1;
  $('instances').hidden = !several && !lately && (!leader || leader === health.instance);
  if ($('instances').hidden) return;
  $('leader').className = 'badge ' + (leader && !leaseTone(health) ? 'good' : 'warn');
  $('leader').replaceChildren(...(leader ? [nameOf(leader), ' leads'] : ['no leader is known']));
  $('lease').textContent = leader ? 'epoch ' + health.epoch + ', ' + leaseText(health) : '';
  $('fleet').hidden = !several;
  fill('fleet-rows', instances.map(one => instanceRow(one, health)));
  fill('leaders', leaders.map((one, at) => leaderItem(one, at, health)));
}

function instanceRow(one, health) {
  const here = one.instance === health.instance;
  const silent = !here && one.seconds_since_seen > SILENT_AFTER_S;
  const leads = one.instance === health.leader;
  const state = silent ? 'silent' : (here ? health.in_sync : one.in_sync) ? 'in sync' : 'behind';
  const name = element('td');
  name.append(nameOf(one.instance));
  if (here) name.append(' ', element('small', 'this page'));
  const address = element('td');
  address.append(nameOf(one.address));
  const version = element('td');
  version.append(nameOf(one.version || '–'));
  const made = element('tr');
  made.append(name,
    element('td', leads ? 'leader' : one.role === 'leader' ? 'led before' : 'follower', leads ? 'good' : ''),
    element('td', state, 'dot ' + TONES[state]), version, address,
    element('td', duration(one.seconds_since_seen) + ' ago', silent ? 'bad' : ''));
  return made;
}

// Who led from when, and for how long.
function leaderItem(one, at, health) {
  const {leader, leaders} = health;
  const until = at ? leaders[at - 1].since : health.time;
  const now = !at && one.instance === leader;
  const again = at + 1 < leaders.length && leaders[at + 1].instance === one.instance;
  const seconds = one.since && Math.max(0, (Date.parse(until) - Date.parse(one.since)) / 1000);
  const item = element('li');
  item.append(element('time', one.since ? one.since.slice(0, 19).replace('T', ' ') : 'at first'),
    nameOf(one.instance), (now ? ' leads' : ' led') + (again ? ' again' : '')
      + (one.since ? ', for ' + duration(seconds) : '') + (one.epoch < 0 ? ', without a store' : ''));
  return item;
}
