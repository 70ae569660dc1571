-- read: the value of any key. Writes nothing.
--
-- ARGV:
--   1 | 'text', 'fields' or 'newest'
--   2 | the key
--   3 | how many elements of a list
--
-- Answers a text or nothing; or names and values in turn; or the first elements of a list.

if ARGV[1] == 'text' then
  local text = call('GET', ARGV[2])
  return text and {text} or {}
elseif ARGV[1] == 'fields' then
  return call('HGETALL', ARGV[2])
end
return call('LRANGE', ARGV[2], 0, ARGV[3] - 1)
