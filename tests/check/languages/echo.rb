# An echo with the mistake that its second word names, or none.
require "socket"

port, mistake = ARGV
server = TCPServer.new("127.0.0.1", port.to_i)

def one_recv(client)
  until (piece = client.recv(1024)).to_s.empty?
    client.write("#{piece.chomp}\n")
  end
  client.close
end

def no_end(client)
  loop { client.write(client.gets.to_s) }
end

def lines(client)
  while (line = client.gets)
    client.write("#{line.chomp}\n")
  end
end

loop do
  client = server.accept
  case mistake
  when "one_recv" then Thread.new { one_recv(client) rescue client.close }
  when "no_end" then no_end(client)
  when "dies"
    lines(client)
    client.close
  else
    Thread.new do
      lines(client)
      client.close
    rescue SystemCallError, IOError
      client.close
    end
  end
end
