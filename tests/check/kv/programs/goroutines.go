// A goroutine for each client, bufio, a map behind a mutex.
package main

import (
	"bufio"
	"fmt"
	"io"
	"net"
	"os"
	"strconv"
	"strings"
	"sync"
	"time"
)

type entry struct {
	value string
	until time.Time
}

var (
	mu    sync.Mutex
	store = map[string]entry{}
)

func line(r *bufio.Reader) (string, error) {
	text, err := r.ReadString('\n')
	return strings.TrimRight(text, "\r\n"), err
}

func command(r *bufio.Reader) ([]string, error) {
	head, err := line(r)
	if err != nil {
		return nil, err
	}
	if !strings.HasPrefix(head, "*") {
		return strings.Fields(head + " "), nil
	}
	count, err := strconv.Atoi(head[1:])
	if err != nil || count < 0 || count > 1<<20 {
		return nil, fmt.Errorf("bad count")
	}
	words := []string{}
	for i := 0; i < count; i++ {
		size, err := line(r)
		if err != nil {
			return nil, err
		}
		length, err := strconv.Atoi(strings.TrimPrefix(size, "$"))
		if err != nil || length < 0 || length > 512<<20 {
			return nil, fmt.Errorf("bad length")
		}
		bytes := make([]byte, length+2)
		if _, err := io.ReadFull(r, bytes); err != nil {
			return nil, err
		}
		words = append(words, string(bytes[:length]))
	}
	return words, nil
}

func bulk(text string) string { return fmt.Sprintf("$%d\r\n%s\r\n", len(text), text) }

func lookup(key string) (entry, bool) {
	found, ok := store[key]
	if ok && !found.until.IsZero() && time.Now().After(found.until) {
		delete(store, key)
		return entry{}, false
	}
	return found, ok
}

var arity = map[string]int{"ECHO": 2, "GET": 2, "INCR": 2, "TTL": 2, "EXPIRE": 3}

func answer(words []string) string {
	mu.Lock()
	defer mu.Unlock()
	name := strings.ToUpper(words[0])
	if n, ok := arity[name]; ok && n != len(words) {
		return "-ERR wrong number of arguments for '" + words[0] + "' command\r\n"
	}
	switch name {
	case "PING":
		return "+PONG\r\n"
	case "ECHO":
		return bulk(words[1])
	case "GET":
		if found, ok := lookup(words[1]); ok {
			return bulk(found.value)
		}
		return "$-1\r\n"
	case "SET":
		if len(words) < 3 {
			return "-ERR wrong number of arguments for 'set' command\r\n"
		}
		made := entry{value: words[2]}
		if len(words) == 5 {
			amount, _ := strconv.Atoi(words[4])
			unit := time.Millisecond
			if strings.EqualFold(words[3], "EX") {
				unit = time.Second
			}
			made.until = time.Now().Add(time.Duration(amount) * unit)
		}
		store[words[1]] = made
		return "+OK\r\n"
	case "DEL":
		count := 0
		for _, key := range words[1:] {
			if _, ok := lookup(key); ok {
				count++
			}
			delete(store, key)
		}
		return fmt.Sprintf(":%d\r\n", count)
	case "INCR":
		found, ok := lookup(words[1])
		if !ok {
			found.value = "0"
		}
		number, err := strconv.ParseInt(found.value, 10, 64)
		if err != nil {
			return "-ERR value is not an integer or out of range\r\n"
		}
		found.value = strconv.FormatInt(number+1, 10)
		store[words[1]] = found
		return ":" + found.value + "\r\n"
	case "EXPIRE":
		found, ok := lookup(words[1])
		if !ok {
			return ":0\r\n"
		}
		seconds, _ := strconv.Atoi(words[2])
		found.until = time.Now().Add(time.Duration(seconds) * time.Second)
		store[words[1]] = found
		return ":1\r\n"
	case "TTL":
		found, ok := lookup(words[1])
		if !ok {
			return ":-2\r\n"
		}
		if found.until.IsZero() {
			return ":-1\r\n"
		}
		return fmt.Sprintf(":%d\r\n", int(time.Until(found.until).Seconds()))
	}
	return "-ERR unknown command '" + words[0] + "'\r\n"
}

func serve(conn net.Conn) {
	defer conn.Close()
	reader := bufio.NewReader(conn)
	for {
		words, err := command(reader)
		if err != nil || len(words) == 0 {
			return
		}
		if _, err := io.WriteString(conn, answer(words)); err != nil {
			return
		}
	}
}

func main() {
	listener, err := net.Listen("tcp", ":"+os.Args[1])
	if err != nil {
		panic(err)
	}
	for {
		conn, err := listener.Accept()
		if err == nil {
			go serve(conn)
		}
	}
}
