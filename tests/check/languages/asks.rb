# A client that sends what is typed and shows the answer, with the mistake that its second word names, or none.
require "socket"

port, mistake = ARGV
server = TCPSocket.new("localhost", port.to_i)
while (line = $stdin.gets)
  line.chomp! if mistake == "no_line_end"
  server.write(line)
  answer = mistake == "one_recv" ? server.recv(1024) : server.gets
  break if answer.nil? || answer.empty?
  print answer
end
