# Ruby's redis: what each client library here asks, and what it is told, a line for each.
require 'redis'

redis = Redis.new(port: Integer(ARGV[0]))
redis.set('bytes', "a\r\n\0\xff".b)
puts redis.get('bytes').bytes.join(' ')
puts redis.get('none').inspect.sub('nil', 'none')
puts [redis.set('n', 41), redis.incr('n'), redis.incrby('n', 8)].join(' ')
puts redis.mget('n', 'none').map { |each| each || 'none' }.join(' ')
puts [redis.setex('brief', 100, 'x'), redis.ttl('brief'), redis.ttl('none')].join(' ')
puts redis.pipelined { |pipe| 3.times { pipe.incr('p') } }.join(' ')
redis.watch('n')
Redis.new(port: Integer(ARGV[0])).set('n', 1)
puts redis.multi { |transaction| transaction.incr('n') }.nil? ? 'noticed' : 'lost'
begin
  redis.call('NOPE', 'x')
rescue Redis::CommandError => error
  puts error.message[0, 26]
end
redis.flushdb
30.times { |at| redis.set("k#{at}", at) }
puts redis.scan_each(match: 'k*').to_a.uniq.size
Redis.new(port: Integer(ARGV[0])).subscribe_with_timeout(10, 'news') do |on|
  on.subscribe { redis.publish('news', 'hello') }
  on.message do |channel, message|
    puts "#{channel} #{message}"
    exit
  end
end
