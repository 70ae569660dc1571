-- between: entries of btc:ticks or btc:gaps as journal records. Writes nothing.
--
-- ARGV:
--   1 | the stream
--   2 | the first id
--   3 | the last id
--   4 | how many entries at most
--   5 | the kind of its records: 't' or 'g'
--   6 and on | the names of its fields, in the order in which they are written
--
-- Answers the count of entries read, the id of the last one, and the records as apply.lua gets them:
-- consecutive MessagePack strings. One text instead of 20 for each entry saves the client's time. An
-- entry with other names is of another program and is left out.
--
-- It reads few entries at a time, because Lua needs twice the time for each entry of a large table.

local AT_ONCE = 200
local stream, from, until_id, most = ARGV[1], ARGV[2], ARGV[3], tonumber(ARGV[4])
local kind, size = ARGV[5], #ARGV - 5
local name = {}
for i = 1, size do
  name[i] = ARGV[5 + i]
end

-- The records of these entries without the first `known` ones, as one text.
local function packed(entries, known)
  local records, at = {}, 0
  for n = known + 1, #entries do
    local id, fields = entries[n][1], entries[n][2]
    local ours = #fields == 2 * size
    for i = 1, ours and size or 0 do
      if fields[2 * i - 1] ~= name[i] then
        ours = false
        break
      end
    end
    if ours then
      records[at + 1], records[at + 2] = kind, id
      for i = 1, size do
        records[at + 2 + i] = fields[2 * i]
      end
      at = at + 2 + size
    end
  end
  -- An array begins with its length, in 1 or 3 bytes.
  return at > 0 and string.sub(cmsgpack.pack(records), at < 16 and 2 or 4) or ''
end

-- Each call begins with the last entry of the one before, because an exclusive range needs Redis 6.2.
local texts, count, reached, known = {}, 0, '0-0', 0
while count < most do
  local wanted = known + math.min(AT_ONCE, most - count)
  local entries = redis.call('XRANGE', stream, from, until_id, 'COUNT', wanted)
  if #entries > known then
    texts[#texts + 1] = packed(entries, known)
    count = count + #entries - known
    reached = entries[#entries][1]
  end
  if #entries < wanted then
    break
  end
  from, known = reached, 1
end
return {tostring(count), reached, table.concat(texts)}
