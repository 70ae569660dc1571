-- try: proof that the store takes writes, without touching anything of the feed.

call('SET', OURS .. 'check', '1', 'PX', 1000)
call('DEL', OURS .. 'check')
return {'kept', '0-0'}
