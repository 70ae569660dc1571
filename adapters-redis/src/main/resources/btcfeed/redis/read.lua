-- read: the value of any key. Writes nothing.
--
-- ARGV:
--   1 | 'text', 'fields', 'newest' or 'between'
--   2 | the key
--   3 | how many elements of a list or entries of a stream
--   4 | the first id of a stream
--   5 | the last id of a stream
--
-- Answers a text or nothing; or names and values in turn; or the first elements of a list. For each
-- entry of a stream: its id, the count of names and values, and these.

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
