import java.io.*;
import java.net.*;
import java.nio.charset.StandardCharsets;
import java.util.Scanner;

/** A client that sends what is typed and shows the answer, with the mistake that its second word names, or none. */
public class Asks {
  public static void main(String[] args) throws IOException {
    Scanner keyboard = new Scanner(System.in, StandardCharsets.UTF_8);
    PrintStream screen = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    try (Socket server = new Socket("localhost", Integer.parseInt(args[0]))) {
      InputStream bytes = server.getInputStream();
      BufferedReader in = new BufferedReader(new InputStreamReader(bytes, StandardCharsets.UTF_8));
      PrintWriter out = new PrintWriter(new OutputStreamWriter(server.getOutputStream(), StandardCharsets.UTF_8), true);
      while (keyboard.hasNextLine()) {
        String line = keyboard.nextLine();
        if (args[1].equals("no_line_end")) { out.print(line); out.flush(); } else out.print(line + "\n");
        out.flush();
        if (args[1].equals("one_recv")) {
          byte[] piece = new byte[1024];
          screen.print(new String(piece, 0, Math.max(bytes.read(piece), 0), StandardCharsets.UTF_8));
          screen.flush();
          continue;
        }
        String answer = in.readLine();
        if (answer == null && args[1].equals("crashes")) answer.length();
        if (answer == null) break;
        screen.println(answer);
      }
    }
  }
}
