// An echo with the mistake that its second word names, or none.
package main

import (
	"bufio"
	"fmt"
	"log"
	"net"
	"os"
	"strings"
)

func lines(client net.Conn) {
	defer client.Close()
	in := bufio.NewReader(client)
	for {
		line, err := in.ReadString('\n')
		if err != nil && line == "" {
			return
		}
		fmt.Fprintf(client, "%s\n", strings.TrimRight(line, "\r\n"))
	}
}

func oneRecv(client net.Conn) {
	defer client.Close()
	piece := make([]byte, 1024)
	for {
		n, err := client.Read(piece)
		if err != nil {
			return
		}
		fmt.Fprintf(client, "%s\n", strings.TrimRight(string(piece[:n]), "\r\n"))
	}
}

func noEnd(client net.Conn) {
	in := bufio.NewReader(client)
	for {
		line, _ := in.ReadString('\n')
		client.Write([]byte(line))
	}
}

func dies(client net.Conn) {
	in := bufio.NewScanner(client)
	for in.Scan() {
		if _, err := fmt.Fprintln(client, in.Text()); err != nil {
			log.Fatal(err)
		}
	}
	if in.Err() != nil {
		log.Fatal(in.Err())
	}
	client.Close()
}

func main() {
	server, err := net.Listen("tcp", "127.0.0.1:"+os.Args[1])
	if err != nil {
		log.Fatal(err)
	}
	serve := map[string]func(net.Conn){"one_recv": oneRecv, "no_end": noEnd, "dies": dies, "right": lines}[os.Args[2]]
	for {
		client, err := server.Accept()
		if err == nil {
			go serve(client)
		}
	}
}
