-- apply: writes one batch of journal records to this store, in one step.
--
-- Two uses do not write the streams. The newest records go ahead of a long backlog, so that readers see
-- a current price at once. The cursor then stays, and price_id later shows that the work is done. The
-- other use is a store that has only the critical keys.
--
-- ARGV:
--    1 to 8 | as in effects.lua
--    9 | the new cursor: the id of the batch's last record, or the old cursor
--   10 | age below which a trade is news, microseconds
--   11 | entries that btc:ticks and btc:gaps keep
--   12 | entries that btc_movement_history keeps
--   13 | '1' for the compatibility keys
--   14 | '1' for the streams
--   15 | the records, one MessagePack array of strings:
--      t | id venue symbol trade_id price quantity side exchange_time_us receive_time_us origin
--      g | id venue symbol from_id to_id since_us until_us state trades
--      m | id venue symbol last_id last_time_us missing (changes nothing here)
--      c | id verb key number value
--
-- Redis does not roll back a script whose command fails. The order is therefore: every check, the
-- cursors, the streams, what is derived from them. A stream behind its cursor counts as a lost tail,
-- and the writer sends it again. A stream ahead of its cursor would count as another program's. The
-- store may refuse what is derived (trimming, latest values, compatibility); see effects.lua.
--
-- Trimming is exact, because both stores must be equal entry for entry.

local feed = read_feed()
local rejected = rejection(feed, ARGV[1], ARGV[2], ARGV[3], ARGV[5])
if rejected then
  return rejected
end

local last, news_us = ARGV[9], tonumber(ARGV[10])
local keep_entries, keep_history, compatible = ARGV[11], tonumber(ARGV[12]), ARGV[13] == '1'
local streams = ARGV[14] == '1'
local r = cmsgpack.unpack(ARGV[15])
local size = #r
local LENGTH = {t = 11, g = 10, m = 7, c = 6}

local last_tick, last_gap = feed.ticks, feed.gaps
local tick_in, gap_in, mutation_in
do
  local i = 1
  while i <= size do
    local kind = r[i]
    if kind == 't' then
      tick_in = r[i + 1]
    elseif kind == 'g' then
      gap_in = r[i + 1]
    elseif kind == 'c' then
      mutation_in = r[i + 1]
    end
    i = i + LENGTH[kind]
  end
  assert(i == size + 1, 'the batch ends in the middle of a record')
end
if streams and tick_in and is_after(tick_in, last_tick) then
  last_tick = tick_in
end
if streams and gap_in and is_after(gap_in, last_gap) then
  last_gap = gap_in
end
-- Values derived from ticks up to here are done. A stream that is sent again does not repeat them.
local done = feed.price_id
if is_after(ARGV[3], done) then
  done = ARGV[3]
end
local any_news = tick_in and is_after(tick_in, done)
local price_id = any_news and tick_in or feed.price_id

-- Mutations up to here are done. Two keys note this id, so that no mutation is repeated when a stream is
-- sent again or btc:feed is lost. Mutations never go ahead of a backlog, because their order matters.
local mutated
local mutating = mutation_in and last ~= ARGV[3]
if mutating then
  mutated = call('HMGET', FEED, 'mutation_id')[1] or '0-0'
  local twin = call('HMGET', MUTATED, 'id')[1] or '0-0'
  if is_after(twin, mutated) then
    mutated = twin
  end
  mutating = is_after(mutation_in, mutated)
end

call('HSET', FEED, 'last_id', last, 'last_tick_id', last_tick, 'last_gap_id', last_gap,
    'price_id', price_id, 'seen_us', ARGV[4], 'active', ARGV[6])
retry_waiting(feed)

local channel = key_of('btc_price')

-- Whether a message on the channel can reach a subscriber: of this server, of a pattern, of a replica or
-- of a cluster, whose names have a hash tag. Only a large batch asks, because for a small one publishing
-- is cheaper. A user without the right to ask publishes.
local function has_subscribers()
  if size < 11 * 64 or string.find(channel, '{', 1, true) then
    return true
  end
  local subscribed = try('PUBSUB', 'NUMSUB', channel)
  if subscribed.err or subscribed[2] ~= 0 or try('PUBSUB', 'NUMPAT') ~= 0 then
    return true
  end
  local replication = try('INFO', 'replication')
  return type(replication) ~= 'string'
      or not string.find(replication, 'connected_slaves:0\r', 1, true)
end
local publishing = has_subscribers()

-- ,"timestamp":"2026-09-13T10:25:34. for the second of some Unix microseconds, computed once a second.
-- It uses arithmetic, because some servers have no os.date.
local second_from, iso_text = -1e6, ''
local function to_the_second(us)
  if us >= second_from and us < second_from + 1e6 then
    return iso_text
  end
  local s = floor(us / 1e6)
  local rest = s % 86400
  -- Days since 0000-03-01, so that a leap day is the last of its year.
  local z = (s - rest) / 86400 + 719468
  local era = floor(z / 146097)
  local day_of_era = z - era * 146097
  local year_of_era = floor((day_of_era - floor(day_of_era / 1460)
      + floor(day_of_era / 36524) - floor(day_of_era / 146096)) / 365)
  local day_of_year = day_of_era - (365 * year_of_era + floor(year_of_era / 4)
      - floor(year_of_era / 100))
  local shifted = floor((5 * day_of_year + 2) / 153)
  local day = day_of_year - floor((153 * shifted + 2) / 5) + 1
  local month = shifted < 10 and shifted + 3 or shifted - 9
  local year = year_of_era + era * 400 + (month <= 2 and 1 or 0)
  second_from = s * 1e6
  iso_text = string.format(',"timestamp":"%04d-%02d-%02dT%02d:%02d:%02d.', year, month, day,
      floor(rest / 3600), floor(rest % 3600 / 60), rest % 60)
  return iso_text
end

-- The newest trade of each market: first from the store, then from this batch.
local markets, market, venue, symbol = {}, nil, nil, nil
local function enter(v, s)
  venue, symbol = v, s
  local key = 'btc:latest:' .. v .. ':' .. s
  market = markets[key]
  if not market then
    local old = checked(try('HMGET', key_of(key), 'exchange_time_us', 'id'), key)
    market = {
      us = tonumber(old[1] or '0') or 0, id = old[2],
      tail = ',"exchange":"' .. v .. '"}', headline = compatible and sub(s, 1, 7) == 'BTC-USD',
    }
    markets[key] = market
  end
end

local adding_ticks, adding_gaps, news = false, false, false
local ticks_length, gaps_length = feed.ticks_length, feed.gaps_length
local headline, headline_us = nil, feed.price_us
local history, moves = {}, 0
local i = 1
while i <= size do
  local kind = r[i]
  if kind == 't' then
    local id, price, quantity, us, origin = r[i + 1], r[i + 5], r[i + 6], r[i + 8], r[i + 10]
    -- Ids grow within a batch, so all after the first new one are new.
    adding_ticks = adding_ticks or (streams and is_after(id, feed.ticks))
    if adding_ticks then
      call('XADD', TICKS, id, 'venue', r[i + 2], 'symbol', r[i + 3], 'trade_id', r[i + 4],
          'price', price, 'quantity', quantity, 'side', r[i + 7], 'exchange_time_us', us,
          'receive_time_us', r[i + 9], 'origin', origin)
      ticks_length = ticks_length + 1
    end
    if r[i + 2] ~= venue or r[i + 3] ~= symbol then
      enter(r[i + 2], r[i + 3])
    end
    local time = tonumber(us)
    local newest = time > market.us
        or (time == market.us and (market.at or not market.id or is_after(id, market.id)))
    if newest then
      market.us, market.at = time, i
    end
    news = news or (any_news and is_after(id, done))
    if news and market.headline then
      local live = origin ~= 'backfill'
      -- An older trade that was fetched late is no headline and does not enter the newest-first list.
      if newest and (live or time >= headline_us) then
        headline, headline_us = i, time
        moves = moves + 1
        history[moves] = '{"price":' .. price .. to_the_second(time) .. sub(us, -6)
            .. '+00:00","volume":' .. quantity .. market.tail
      end
      if publishing and live and now_us - tonumber(r[i + 9]) < news_us then
        checked(try('PUBLISH', channel, '{"price":' .. price .. to_the_second(time) .. sub(us, -6)
            .. '+00:00","volume":' .. quantity .. '}'), 'btc_price')
      end
    end
  elseif kind == 'g' then
    adding_gaps = adding_gaps or (streams and is_after(r[i + 1], feed.gaps))
    if adding_gaps then
      call('XADD', GAPS, r[i + 1], 'venue', r[i + 2], 'symbol', r[i + 3], 'from_id', r[i + 4],
          'to_id', r[i + 5], 'since_us', r[i + 6], 'until_us', r[i + 7], 'state', r[i + 8],
          'trades', r[i + 9])
      gaps_length = gaps_length + 1
    end
  elseif kind == 'c' and mutating and is_after(r[i + 1], mutated) then
    -- Noted one by one, so that the next one is not skipped if a command between them fails.
    call('HSET', FEED, 'mutation_id', r[i + 1])
    call('HSET', MUTATED, 'id', r[i + 1])
    change(feed, r[i + 2], r[i + 3], r[i + 4], r[i + 5])
  end
  i = i + LENGTH[kind]
end

-- The length of a stream after trimming.
local function trimmed(key, name, length)
  local removed = checked(try('XTRIM', key, 'MAXLEN', keep_entries), name)
  return type(removed) == 'number' and length - removed or length
end
if adding_ticks then
  ticks_length = trimmed(TICKS, 'btc:ticks', ticks_length)
end
if adding_gaps then
  gaps_length = trimmed(GAPS, 'btc:gaps', gaps_length)
end
if adding_ticks or adding_gaps then
  call('HSET', FEED, 'ticks_length', ticks_length, 'gaps_length', gaps_length)
end
for key, m in pairs(markets) do
  local at = m.at
  if at and in_scope(key) then
    checked(try('HSET', key_of(key), 'id', r[at + 1], 'venue', r[at + 2], 'symbol', r[at + 3],
        'trade_id', r[at + 4], 'price', r[at + 5], 'quantity', r[at + 6], 'side', r[at + 7],
        'exchange_time_us', r[at + 8], 'receive_time_us', r[at + 9], 'origin', r[at + 10]), key)
  end
end
if headline then
  local received = r[headline + 9]
  call('HSET', FEED, 'price_us', r[headline + 8])
  local set = {}
  local function put(key, value)
    if in_scope(key) then
      set[#set + 1] = key_of(key)
      set[#set + 1] = value
    end
  end
  put('last_btc_price', r[headline + 5])
  put('last_btc_update_time', sub(received, 1, -7) .. '.' .. sub(received, -6))
  put('current_exchange', r[headline + 2])
  if #set > 0 then
    checked(try('MSET', unpack(set)), 'last_btc_price')
  end
  if keep_history > 0 and in_scope('btc_movement_history') then
    local from = math.max(1, moves - keep_history + 1)
    local length = checked(try('LPUSH', key_of('btc_movement_history'), unpack(history, from)),
        'btc_movement_history')
    if type(length) == 'number' and length > keep_history then
      checked(try('LTRIM', key_of('btc_movement_history'), 0, keep_history - 1), 'btc_movement_history')
    end
  end
end
save_waiting(feed)
return answer(last, feed)
