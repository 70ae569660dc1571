-- try: proof that the store takes writes, without touching anything of the feed.

call('SET', 'btc:check', '1', 'PX', 1000)
call('DEL', 'btc:check')
return {'kept', '0-0'}
