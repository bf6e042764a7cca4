import java.io.*;
import java.net.*;
import java.nio.charset.StandardCharsets;
import java.util.*;
import java.util.concurrent.ConcurrentHashMap;

/** A thread for each client, DataInputStream, keys and values as strings in Latin-1. */
public class Streams {
  record Entry(String value, long until) {}

  static final Map<String, Entry> STORE = new ConcurrentHashMap<>();

  static String line(InputStream in) throws IOException {
    StringBuilder text = new StringBuilder();
    for (int c = in.read(); c != '\n'; c = in.read()) {
      if (c == -1) throw new EOFException();
      text.append((char) c);
    }
    return text.toString().replaceAll("\r$", "");
  }

  static List<String> command(DataInputStream in) throws IOException {
    String head = line(in);
    if (!head.startsWith("*")) return List.of(head.split(" "));
    List<String> words = new ArrayList<>();
    int count = Integer.parseInt(head.substring(1));
    for (int i = 0; i < count; i++) {
      byte[] bytes = new byte[Integer.parseInt(line(in).substring(1))];
      in.readFully(bytes);
      line(in);
      words.add(new String(bytes, StandardCharsets.ISO_8859_1));
    }
    return words;
  }

  static String get(String key) {
    Entry entry = STORE.get(key);
    return entry == null || entry.until <= System.currentTimeMillis() ? null : entry.value;
  }

  static String bulk(String value) {
    return value == null ? "$-1\r\n" : "$" + value.length() + "\r\n" + value + "\r\n";
  }

  static String answer(List<String> words) {
    int count = words.size();
    switch (words.get(0).toUpperCase()) {
      case "PING":
        return "+PONG\r\n";
      case "ECHO":
        return count == 2 ? bulk(words.get(1)) : "-ERR wrong number of arguments\r\n";
      case "GET":
        return count == 2 ? bulk(get(words.get(1))) : "-ERR wrong number of arguments\r\n";
      case "SET":
        if (count < 3) return "-ERR wrong number of arguments\r\n";
        long until = Long.MAX_VALUE;
        for (int i = 3; i + 1 < count; i += 2) {
          long time = Long.parseLong(words.get(i + 1));
          until = System.currentTimeMillis() + (words.get(i).equalsIgnoreCase("EX") ? time * 1000 : time);
        }
        STORE.put(words.get(1), new Entry(words.get(2), until));
        return "+OK\r\n";
      default:
        return "-ERR unknown command '" + words.get(0) + "'\r\n";
    }
  }

  static void serve(Socket socket) {
    try (socket) {
      DataInputStream in = new DataInputStream(new BufferedInputStream(socket.getInputStream()));
      OutputStream out = socket.getOutputStream();
      while (true) out.write(answer(command(in)).getBytes(StandardCharsets.ISO_8859_1));
    } catch (IOException | RuntimeException error) {
      // this client has gone, or speaks something else
    }
  }

  public static void main(String[] args) throws IOException {
    ServerSocket server = new ServerSocket(Integer.parseInt(args[0]));
    while (true) {
      Socket socket = server.accept();
      new Thread(() -> serve(socket)).start();
    }
  }
}
