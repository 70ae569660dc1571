-- effects: the changes besides the streams, and how refused ones are handled. Part of apply and probe.
--
-- ARGV:
--   1 | epoch
--   2 | instance
--   3 | the cursor that the caller expects
--   4 | now, Unix microseconds
--   5 | the name under which the writer uses this store
--   6 | the store that readers should use
--   7 | the prefix of the compatibility keys and the channel, usually empty
--   8 | the only keys to write, as ' key key '; a prefix ends in *; '' for all
--
-- Keys have their default names here, also in 8. key_of gives the name in this store.
--
-- A refused effect, such as a write to a key of another type, never keeps a tick out of the stream. The
-- answer counts and names it. The next tick corrects what is derived from ticks. A refused mutation
-- waits in btc:mutated and is tried again until the store accepts it; later mutations of the same key
-- wait behind it. Messages do not wait, because old news has no value.

local now_us, only = tonumber(ARGV[4]), ARGV[8]
local sub, floor = string.sub, math.floor
local MOST_NAMED, MOST_WAITING, MOST_WAITING_BYTES, AGAIN_US = 16, 512, 262144, 250000

local function key_of(name)
  return sub(name, 1, 4) == 'btc:' and OURS .. sub(name, 5) or ARGV[7] .. name
end

local function in_scope(key)
  if only == '' or string.find(only, ' ' .. key .. ' ', 1, true) then
    return true
  end
  for prefix in string.gmatch(only, '(%S*)%*') do
    if sub(key, 1, #prefix) == prefix then
      return true
    end
  end
  return false
end

-- Notes a refusal, each key once with the first reason, and returns the reply.
local failed, named, refused = 0, {}, {}
local function checked(reply, name)
  if type(reply) == 'table' and reply.err then
    failed = failed + 1
    if not named[name] and #refused < 2 * MOST_NAMED then
      named[name] = true
      refused[#refused + 1] = name
      refused[#refused + 1] = reply.err
    end
  end
  return reply
end

-- What each verb does to a key, with the record's number and value.
local VERBS = {
  set = function(key, _, value, name)
    checked(try('SET', key, value), name)
  end,
  ['until'] = function(key, until_ms, value, name)
    local left = floor(tonumber(until_ms) - now_us / 1000)
    if left > 0 then
      checked(try('SET', key, value, 'PX', left), name)
    else
      checked(try('DEL', key), name)
    end
  end,
  newer = function(key, version, value, name)
    -- Compared as text, because a double cannot distinguish the largest versions.
    local old = checked(try('HMGET', key, 'version'), name)[1] or ''
    if #version > #old or (#version == #old and version > old) then
      checked(try('HSET', key, 'value', value, 'version', version), name)
    end
  end,
  del = function(key, _, _, name)
    checked(try('DEL', key), name)
  end,
  hash = function(key, _, value, name)
    checked(try('HSET', key, unpack(cmsgpack.unpack(value))), name)
  end,
  push = function(key, keep, value, name)
    local length = checked(try('LPUSH', key, value), name)
    if type(length) == 'number' and length > tonumber(keep) then
      checked(try('LTRIM', key, 0, keep - 1), name)
    end
  end,
}

-- Applies a mutation; true if nothing was refused.
local function mutate(verb, name, number, value)
  local before = failed
  if verb == 'say' then
    -- A message takes no memory, so the scope of keys does not apply.
    if now_us < number * 1000 then
      checked(try('PUBLISH', key_of(name), value), name)
    end
  elseif in_scope(name) then
    local change = VERBS[verb]
    if change then
      change(key_of(name), number, value, name)
    else
      checked({err = 'ERR unknown mutation ' .. verb}, name)
    end
  end
  return failed == before
end

-- The mutations that wait, each {verb, name, number, value}; read on demand.
local waiting, waiting_changed, abandoned = nil, false, 0
local function read_waiting(feed)
  if not waiting then
    local stored = feed.waiting > 0 and call('HMGET', MUTATED, 'waiting')[1]
    waiting = list(stored)
    waiting_changed = #waiting ~= feed.waiting
  end
end

-- Verbs that make earlier mutations of the same key obsolete.
local REPLACES = {set = true, ['until'] = true, del = true}

local function last_for(name)
  for i = #waiting, 1, -1 do
    if waiting[i][2] == name then
      return waiting[i]
    end
  end
end

local function forget(name)
  local left = {}
  for _, one in ipairs(waiting) do
    if one[2] ~= name then
      left[#left + 1] = one
    end
  end
  waiting_changed = waiting_changed or #left < #waiting
  waiting = left
end

-- Merges the fields of two HSETs of one key, so that only one of them waits.
local function merged(old, new)
  local fields, all = {}, {}
  for _, packed in ipairs({old, new}) do
    local flat = cmsgpack.unpack(packed)
    for i = 1, #flat, 2 do
      fields[flat[i]] = flat[i + 1]
    end
  end
  for name, value in pairs(fields) do
    all[#all + 1] = name
    all[#all + 1] = value
  end
  return cmsgpack.pack(all)
end

local function wait_behind(verb, name, number, value)
  local last = last_for(name)
  waiting_changed = true
  if verb == 'hash' and last and last[1] == 'hash' then
    last[4] = merged(last[4], value)
  else
    waiting[#waiting + 1] = {verb, name, number, value}
  end
end

-- Applies a mutation, or makes it wait.
local function change(feed, verb, name, number, value)
  if verb == 'say' or (feed.waiting == 0 and not waiting) then
    if not mutate(verb, name, number, value) and verb ~= 'say' then
      read_waiting(feed)
      wait_behind(verb, name, number, value)
    end
    return
  end
  read_waiting(feed)
  if REPLACES[verb] then
    forget(name)
  end
  if last_for(name) or not mutate(verb, name, number, value) then
    wait_behind(verb, name, number, value)
  end
end

-- Tries the waiting mutations again, at most four times a second. Refusals are named but not counted
-- again.
local function retry_waiting(feed)
  local soon = now_us >= feed.tried_us and now_us - feed.tried_us < AGAIN_US
  if feed.waiting == 0 or soon then
    return
  end
  read_waiting(feed)
  local counted, blocked, left = failed, {}, {}
  for _, one in ipairs(waiting) do
    if blocked[one[2]] or not mutate(unpack(one)) then
      blocked[one[2]] = true
      left[#left + 1] = one
    end
  end
  failed = counted
  waiting_changed = waiting_changed or #left < #waiting
  waiting = left
  call('HSET', FEED, 'tried_us', ARGV[4])
end

-- Stores the waiting mutations. If too many wait, the oldest are given up.
local function save_waiting(feed)
  if not waiting_changed then
    return
  end
  local bytes, first = 0, #waiting + 1
  while first > 1 and #waiting - first + 2 <= MOST_WAITING do
    local one = waiting[first - 1]
    bytes = bytes + #one[2] + #one[4] + 32
    if bytes > MOST_WAITING_BYTES then
      break
    end
    first = first - 1
  end
  if first > 1 then
    abandoned = first - 1
    local left = {}
    for i = first, #waiting do
      left[#left + 1] = waiting[i]
    end
    waiting = left
  end
  feed.waiting = #waiting
  call('HSET', MUTATED, 'waiting', cmsgpack.pack(waiting))
  call('HSET', FEED, 'waiting', feed.waiting)
end

-- applied, the cursor, the counts of effects refused now, of waiting mutations and of mutations given up
-- now; then each refused key by its default name, with the error.
local function answer(cursor, feed)
  local all = {'applied', cursor, tostring(failed), tostring(feed.waiting), tostring(abandoned)}
  for _, text in ipairs(refused) do
    all[#all + 1] = text
  end
  return all
end
