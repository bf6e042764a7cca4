// One Read is taken for one line.
package main

import (
	"bytes"
	"net"
	"os"
)

func main() {
	listener, err := net.Listen("tcp", ":"+os.Args[len(os.Args)-1])
	if err != nil {
		panic(err)
	}
	for {
		client, err := listener.Accept()
		if err != nil {
			continue
		}
		go serve(client)
	}
}

func serve(client net.Conn) {
	defer client.Close()
	buffer := make([]byte, 4096)
	for {
		length, err := client.Read(buffer)
		if err != nil {
			return
		}
		line := bytes.TrimRight(buffer[:length], "\n")
		client.Write(append(bytes.ToUpper(line), '\n'))
	}
}
