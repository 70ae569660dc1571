-- The head of every script: the four keys, ids, and the check that the caller still holds the lease.
--
-- KEYS: btc:feed, btc:ticks, btc:gaps, btc:mutated, by their names in this store. OURS is what replaces
-- btc: there. The records or the compatibility mode name all other keys, such as
-- btc:latest:VENUE:SYMBOL and last_btc_price. A call may declare these behind the four, for servers
-- that refuse undeclared keys. The scripts do not read them from KEYS.
--
-- The scripts have no '#!lua' line, so they run on Redis 5, on Valkey and later. Such a script is
-- refused at its first write if the server is full, read-only or cannot persist. Each script reads and
-- checks everything before it writes, so a refusal leaves nothing behind.

local FEED, TICKS, GAPS, MUTATED = KEYS[1], KEYS[2], KEYS[3], KEYS[4]
local OURS = string.sub(FEED, 1, -1 - #'feed')
local call, try = redis.call, redis.pcall

-- The two numbers of an id. Both are far below 2^53, so a double holds them. A text that is no id
-- sorts before all ids.
local function parts(id)
  local ms, seq = string.match(id, '^(%d+)-(%d+)$')
  return tonumber(ms) or 0, tonumber(seq) or 0
end

local function is_after(a, b)
  local a_ms, a_seq = parts(a)
  local b_ms, b_seq = parts(b)
  return a_ms > b_ms or (a_ms == b_ms and a_seq > b_seq)
end

-- The id of an entry that claim.lua adds only to create a stream. It counts as none.
local NO_ENTRY = '0-1'

-- In answers: the lineage of a store whose writer, of an earlier version, wrote none.
local NOT_WRITTEN = '-'

-- The id of the last entry that a stream ever had, even if it is deleted now; the length; the id of the
-- first entry. Without a stream: 0-0, 0, 0-0.
local function stream(key)
  if call('EXISTS', key) == 0 then
    return '0-0', 0, '0-0'
  end
  local info = call('XINFO', 'STREAM', key)
  local last, length, first = '0-0', 0, '0-0'
  for i = 1, #info, 2 do
    local name, value = info[i], info[i + 1]
    if name == 'last-generated-id' then
      last = value
    elseif name == 'length' then
      length = value
    elseif name == 'first-entry' and value then
      first = value[1]
    end
  end
  return last == NO_ENTRY and '0-0' or last, length, first
end

-- The fields of btc:feed and the state of the streams. Absent fields have the values of an empty store;
-- an absent length is that of the stream.
local function read_feed()
  local f = call('HMGET', FEED, 'epoch', 'instance', 'started', 'last_id', 'last_tick_id',
      'last_gap_id', 'price_id', 'price_us', 'ticks_length', 'gaps_length', 'store', 'seen_us',
      'waiting', 'tried_us', 'claim_epoch', 'lineage')
  local ticks, ticks_length, first_tick = stream(TICKS)
  local gaps, gaps_length, first_gap = stream(GAPS)
  return {
    epoch = f[1] or '0', instance = f[2] or '', started = f[3] or '0',
    last = f[4] or '0-0', last_tick = f[5] or '0-0', last_gap = f[6] or '0-0',
    price_id = f[7] or '0-0', price_us = tonumber(f[8] or '0') or 0,
    ticks = ticks, ticks_length = ticks_length, first_tick = first_tick,
    gaps = gaps, gaps_length = gaps_length, first_gap = first_gap,
    ticks_left = tonumber(f[9] or ticks_length) or ticks_length,
    gaps_left = tonumber(f[10] or gaps_length) or gaps_length,
    store = f[11] or '', seen_us = f[12] or '0',
    waiting = tonumber(f[13] or '0') or 0, tried_us = tonumber(f[14] or '0') or 0,
    claim_epoch = f[15] or '',
    lineage = f[16] or NOT_WRITTEN,
  }
end

local function fenced(feed)
  return {'fenced', feed.epoch, feed.instance, feed.started}
end

-- A packed list; an empty one if there is none or something else.
local function list(packed)
  local fine, value = pcall(cmsgpack.unpack, packed or '')
  return fine and type(value) == 'table' and value or {}
end

-- The answer if a stream has fewer entries than the writer left in it.
local function shortened(key, length, left)
  return {'diverged', key .. ' has ' .. length .. ' entries of ' .. left
      .. ': another program removed some'}
end

-- Nil if this writer holds the lease and the store is as it left it. Otherwise the answer to return:
-- 'diverged' asks the caller to read the position again. An older or missing lease means that the store
-- was restored or emptied. A lease for the other store means that both addresses lead to one server.
local function rejection(feed, epoch, instance, after, name)
  local theirs, ours = tonumber(feed.epoch) or 0, tonumber(epoch)
  if theirs > ours or (theirs == ours and feed.instance ~= instance) then
    return fenced(feed)
  end
  if theirs < ours or feed.instance ~= instance then
    return {'diverged', 'the writer\'s lease has changed'}
  end
  -- The lease may have been with another writer meanwhile, and come back.
  if feed.claim_epoch ~= epoch then
    return {'diverged', 'another writer claimed it since'}
  end
  if feed.store ~= name and feed.store ~= '' and name ~= '' then
    return {'diverged', 'another writer uses it as the ' .. feed.store .. ' store'}
  end
  if feed.last ~= after then
    return {'diverged', 'the cursor is ' .. feed.last .. ', expected ' .. after}
  end
  if feed.ticks ~= feed.last_tick then
    return {'diverged', TICKS .. ' ends at ' .. feed.ticks .. ', left at ' .. feed.last_tick}
  end
  if feed.gaps ~= feed.last_gap then
    return {'diverged', GAPS .. ' ends at ' .. feed.gaps .. ', left at ' .. feed.last_gap}
  end
  if feed.ticks_length < feed.ticks_left then
    return shortened(TICKS, feed.ticks_length, feed.ticks_left)
  end
  if feed.gaps_length < feed.gaps_left then
    return shortened(GAPS, feed.gaps_length, feed.gaps_left)
  end
  return nil
end
