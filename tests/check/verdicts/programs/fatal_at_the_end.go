// log.Fatal at any error of a read, and the end of a stream is one.
package main
import ("bufio";"log";"net";"os";"strings")
func serve(c net.Conn) {
	r := bufio.NewReader(c)
	for {
		line, err := r.ReadString('\n')
		if err != nil { log.Fatal(err) }
		c.Write([]byte(strings.ToUpper(line)))
	}
}
func main() {
	l, _ := net.Listen("tcp", ":"+os.Args[1])
	for { c, _ := l.Accept(); go serve(c) }
}
