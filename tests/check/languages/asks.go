// A client that sends what is typed and shows the answer, with the mistake that its second word names, or none.
package main

import (
	"bufio"
	"fmt"
	"net"
	"os"
)

func main() {
	server, err := net.Dial("tcp", "localhost:"+os.Args[1])
	if err != nil {
		panic(err)
	}
	keyboard, in := bufio.NewScanner(os.Stdin), bufio.NewReader(server)
	for keyboard.Scan() {
		if os.Args[2] == "no_line_end" {
			fmt.Fprint(server, keyboard.Text())
		} else {
			fmt.Fprintln(server, keyboard.Text())
		}
		if os.Args[2] == "one_recv" {
			piece := make([]byte, 1024)
			n, err := server.Read(piece)
			if err != nil {
				return
			}
			fmt.Print(string(piece[:n]))
			continue
		}
		answer, err := in.ReadString('\n')
		if err != nil {
			return
		}
		fmt.Print(answer)
	}
}
