# A thread for each client, gets and read; the first stages of a course.
require 'socket'

$store = {}
$lock = Mutex.new

def bulk(text) = text.nil? ? "$-1\r\n".b : "$#{text.bytesize}\r\n".b + text + "\r\n".b

def lookup(key)
  value, till = $store[key]
  return value if till.nil? || Process.clock_gettime(Process::CLOCK_MONOTONIC) < till

  $store.delete(key)
  nil
end

def answer(name, *args)
  case name.upcase
  when 'PING' then "+PONG\r\n"
  when 'ECHO' then args.size == 1 ? bulk(args[0]) : "-ERR wrong number of arguments for 'echo' command\r\n"
  when 'GET' then args.size == 1 ? bulk(lookup(args[0])) : "-ERR wrong number of arguments for 'get' command\r\n"
  when 'SET'
    key, value, unit, amount = args
    return "-ERR wrong number of arguments for 'set' command\r\n" if value.nil?

    till = nil
    if unit
      seconds = unit.upcase == 'PX' ? amount.to_f / 1000 : amount.to_f
      till = Process.clock_gettime(Process::CLOCK_MONOTONIC) + seconds
    end
    $store[key] = [value, till]
    "+OK\r\n"
  when 'DEL' then ":#{args.count { |key| $store.delete(key) }}\r\n"
  when 'INCR'
    number = Integer(lookup(args[0]) || '0', 10) + 1
    $store[args[0]] = [number.to_s.b, $store[args[0]]&.last]
    ":#{number}\r\n"
  else "-ERR unknown command '#{name}'\r\n"
  end
rescue ArgumentError
  "-ERR value is not an integer or out of range\r\n"
end

server = TCPServer.new('127.0.0.1', Integer(ARGV[0]))
Thread.report_on_exception = false
loop do
  Thread.start(server.accept) do |client|
    while (head = client.gets("\r\n"))
      words = if head.start_with?('*')
                Array.new(Integer(head[1..])) do
                  size = Integer(client.gets("\r\n")[1..])
                  word = client.read(size)
                  client.read(2)
                  word
                end
              else
                head.b.split
              end
      client.write($lock.synchronize { answer(*words) })
    end
  rescue StandardError
    nil
  ensure
    client.close
  end
end
