-- read: what stands under a key of anybody's. Writes nothing.
--
-- ARGV: 1 'text', 'fields' or 'newest'  2 the key  3 of a list, how many
--
-- Answers: nothing or the text; names and values in turn; the first of the list.

if ARGV[1] == 'text' then
  local text = call('GET', ARGV[2])
  return text and {text} or {}
elseif ARGV[1] == 'fields' then
  return call('HGETALL', ARGV[2])
end
return call('LRANGE', ARGV[2], 0, ARGV[3] - 1)
