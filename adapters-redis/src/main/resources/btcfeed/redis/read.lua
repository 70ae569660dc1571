-- read: what stands under a key of anybody's. Writes nothing.
--
-- ARGV: 1 'text', 'fields', 'newest' or 'between'  2 the key  3 of a list or stream, how many
-- 4 and 5 of a stream, the first and the last id
--
-- Answers: nothing or the text; names and values in turn; the first of the list; of each entry its id,
-- how many names and values it has, and these.

if ARGV[1] == 'text' then
  local text = call('GET', ARGV[2])
  return text and {text} or {}
elseif ARGV[1] == 'fields' then
  return call('HGETALL', ARGV[2])
elseif ARGV[1] == 'between' then
  local answer = {}
  for _, entry in ipairs(call('XRANGE', ARGV[2], ARGV[4], ARGV[5], 'COUNT', ARGV[3])) do
    answer[#answer + 1] = entry[1]
    answer[#answer + 1] = tostring(#entry[2])
    for _, text in ipairs(entry[2]) do
      answer[#answer + 1] = text
    end
  end
  return answer
end
return call('LRANGE', ARGV[2], 0, ARGV[3] - 1)
