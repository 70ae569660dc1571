-- cut: removes the newest entries of btc:ticks and btc:gaps, so that other ones can follow under lower ids.
--
-- ARGV:
--   1 | epoch
--   2 | instance
--   3 | started
--   4 | the last id that stays
--   5 | the id after it
--   6 | entries to remove at most, newest first
--
-- The first XSETID of a stream changes nothing. It fails, before anything is removed, if the user lacks
-- the right or the store is full.

local feed = read_feed()
if feed.epoch ~= ARGV[1] or feed.instance ~= ARGV[2] or feed.started ~= ARGV[3] then
  return fenced(feed)
end
local after, first, most = ARGV[4], ARGV[5], tonumber(ARGV[6])

-- The ids after the cut, newest first. XREVRANGE also reads a stream that does not exist.
local function newest(key)
  local ids = call('XREVRANGE', key, '+', first, 'COUNT', most)
  for i = 1, #ids do
    ids[i] = ids[i][1]
  end
  return ids
end
local ticks, gaps = newest(TICKS), newest(GAPS)
local cut_ticks, cut_gaps = 0, 0
for _ = 1, math.min(most, #ticks + #gaps) do
  local tick, gap = ticks[cut_ticks + 1], gaps[cut_gaps + 1]
  if not gap or (tick and is_after(tick, gap)) then
    cut_ticks = cut_ticks + 1
  else
    cut_gaps = cut_gaps + 1
  end
end

-- Removes the first `count` of these ids. Returns the last id that the stream then has.
local function remove(key, last, ids, count)
  if count == 0 and not is_after(last, after) then
    return last
  end
  local info = call('XINFO', 'STREAM', key)
  local was = {}
  for i = 1, #info, 2 do
    was[info[i]] = info[i + 1]
  end
  local top = was['last-generated-id']
  call('XSETID', key, top)
  for i = 1, count, 1000 do
    call('XDEL', key, unpack(ids, i, math.min(count, i + 999)))
  end
  local left = call('XREVRANGE', key, '+', '-', 'COUNT', 1)[1]
  local ends = left and left[1] or NO_ENTRY
  local deleted = was['max-deleted-entry-id']
  if deleted then
    -- From version 7 on, a stream knows the highest id that was removed. Later versions accept no last
    -- id below it, so it gets the value that it had before.
    if is_after(deleted, ends) then
      deleted = ends
    elseif not is_after(deleted, NO_ENTRY) then
      deleted = NO_ENTRY
    end
    call('XSETID', key, top, 'ENTRIESADDED', was['entries-added'] - count, 'MAXDELETEDID', deleted)
  end
  call('XSETID', key, ends)
  return left and ends or '0-0'
end
local last_tick = remove(TICKS, feed.ticks, ticks, cut_ticks)
local last_gap = remove(GAPS, feed.gaps, gaps, cut_gaps)
local cursor = is_after(last_gap, last_tick) and last_gap or last_tick
if not is_after(cursor, after) then
  cursor = after
end
-- A stream that another program shortened still lacks entries afterwards.
local ticks_length, gaps_length = feed.ticks_length - cut_ticks, feed.gaps_length - cut_gaps
call('HSET', FEED, 'last_id', cursor, 'last_tick_id', last_tick, 'last_gap_id', last_gap,
    'ticks_length', math.max(ticks_length, feed.ticks_left - cut_ticks),
    'gaps_length', math.max(gaps_length, feed.gaps_left - cut_gaps))
return {'applied', cursor}
