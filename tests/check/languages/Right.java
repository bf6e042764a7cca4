import java.io.*;
import java.net.*;
import java.nio.charset.StandardCharsets;

public class Right {
  public static void main(String[] args) throws IOException {
    ServerSocket server = new ServerSocket(Integer.parseInt(args[0]));
    while (true) {
      Socket client = server.accept();
      new Thread(() -> serve(client)).start();
    }
  }

  static void serve(Socket client) {
    try (client) {
      BufferedReader in = new BufferedReader(new InputStreamReader(client.getInputStream(), StandardCharsets.UTF_8));
      OutputStream out = client.getOutputStream();
      String line;
      while ((line = in.readLine()) != null) out.write((line + "\n").getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      // This client has left.
    }
  }
}
