-- lease: which instance leads, and which instances there are. Without common.lua, because it runs often
-- and because a witness has no streams.
--
-- KEYS: btc:feed, btc:instances
--
-- ARGV:
--   1 | 'observe', 'take' or 'release'
--   2 | the instance to announce; '' for none
--   3 | its role, its address, 'in_sync' or 'behind', and its version, with spaces between
--   4 | epoch
--   5 | instance
--   6 | started
--   7 | how long the lease holds, microseconds
--   8 | '1' to end the lease of a lower epoch that still holds
--
-- Answers 6 texts: epoch instance started, microseconds that the lease still holds, lineage (or '-'; see
-- position.lua), last_id. Then 4 for each instance: name, role, the rest of what it announced,
-- microseconds since then.
--
-- All times are of this server's clock. An observation without an announcement writes nothing, so a full
-- or read-only store still answers.

local FEED, INSTANCES = KEYS[1], KEYS[2]
local call, try = redis.call, redis.pcall
local MOST_INSTANCES, REMEMBERED_US = 32, 60000000

local time = call('TIME')
local now_us = time[1] * 1000000 + time[2]

local f = call('HMGET', FEED, 'epoch', 'instance', 'started', 'lease_until_us', 'lineage', 'last_id')
local epoch, instance, started = f[1] or '0', f[2] or '', f[3] or '0'
local until_us = tonumber(f[4] or '0') or 0
local lineage = f[5] or '-'

-- Each value is ARGV[3] and microseconds. A key of another type, which another program made, must not
-- keep an instance from leading.
local announcing = ARGV[2] ~= ''
if announcing then
  local reply = try('HSET', INSTANCES, ARGV[2], ARGV[3] .. ' ' .. string.format('%.0f', now_us))
  if type(reply) == 'table' and reply.err and not string.find(reply.err, 'WRONGTYPE', 1, true) then
    return reply
  end
end
local known, obsolete = {}, {}
local stored = try('HGETALL', INSTANCES)
if stored.err and not string.find(stored.err, 'WRONGTYPE', 1, true) then
  return stored
end
for i = 1, #stored, 2 do
  local role, rest, seen_us = string.match(stored[i + 1], '^(%S+) (.*) (%d+)$')
  local age_us = role and math.max(0, now_us - seen_us)
  if role and age_us <= REMEMBERED_US then
    known[#known + 1] = {stored[i], role, rest, age_us}
  else
    obsolete[#obsolete + 1] = stored[i]
  end
end
table.sort(known, function(a, b)
  return a[4] < b[4]
end)
while #known > MOST_INSTANCES do
  obsolete[#obsolete + 1] = table.remove(known)[1]
end
if announcing then
  for _, name in ipairs(obsolete) do
    call('HDEL', INSTANCES, name)
  end
end

-- True if the first name sorts after the second. By bytes, because the order of Lua depends on the
-- server's locale.
local function is_higher(a, b)
  for i = 1, math.min(#a, #b) do
    local x, y = string.byte(a, i), string.byte(b, i)
    if x ~= y then
      return x > y
    end
  end
  return #a > #b
end

if ARGV[1] == 'take' then
  local theirs, ours = tonumber(epoch) or 0, tonumber(ARGV[4])
  local held = instance ~= ARGV[5] and ARGV[8] ~= '1' and until_us > now_us
  local later = theirs > ours or (theirs == ours and is_higher(instance, ARGV[5]))
  if not held and not later then
    if lineage == '-' then
      -- An earlier version wrote the store. What it wrote must not count as this instance's.
      lineage = instance ~= '' and '0 ' .. instance .. ' 0-0' or ''
    end
    epoch, instance, started = ARGV[4], ARGV[5], ARGV[6]
    until_us = now_us + tonumber(ARGV[7])
    call('HSET', FEED, 'epoch', epoch, 'instance', instance, 'started', started, 'lease_until_us',
        string.format('%.0f', until_us), 'lineage', lineage)
  end
elseif ARGV[1] == 'release' and epoch == ARGV[4] and instance == ARGV[5] and started == ARGV[6] then
  until_us = 0
  call('HSET', FEED, 'lease_until_us', '0')
end

local answer = {
  epoch, instance, started, string.format('%.0f', math.max(0, until_us - now_us)), lineage,
  f[6] or '0-0',
}
for _, one in ipairs(known) do
  for i = 1, 3 do
    answer[#answer + 1] = one[i]
  end
  answer[#answer + 1] = string.format('%.0f', one[4])
end
return answer
