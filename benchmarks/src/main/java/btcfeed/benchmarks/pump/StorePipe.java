package btcfeed.benchmarks.pump;

import btcfeed.benchmarks.resp.RespInput;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.Semaphore;

/**
 * The path into one store: a buffer that the venue's thread fills, a thread that writes the whole
 * buffer at once, and a thread that counts replies. At most two writes are unanswered. Under load
 * the batches therefore grow.
 */
final class StorePipe {
  private static final int BUFFER_BYTES = 1024 * 1024;
  private static final int UNANSWERED_WRITES = 2;

  private final Load load;
  private final Socket socket;
  private final Semaphore writes = new Semaphore(UNANSWERED_WRITES);
  private final ArrayBlockingQueue<Integer> unanswered =
      new ArrayBlockingQueue<>(UNANSWERED_WRITES);
  private final Object lock = new Object();
  private byte[] filling = new byte[BUFFER_BYTES];
  private int filled;
  private int trades;
  private final byte[] lastSent = new byte[Template.SENT.length()];
  private long lastNumber;

  /** Connects and writes nothing before {@link #start}. */
  StorePipe(int port, Load load) throws IOException {
    this.load = load;
    socket = new Socket(InetAddress.getLoopbackAddress(), port);
    socket.setTcpNoDelay(true);
  }

  /** Starts both threads, which end the process when the store fails. */
  void start() {
    Thread.ofPlatform().name("writer").daemon().start(() -> orDie(this::write));
    Thread.ofPlatform().name("replies").daemon().start(() -> orDie(this::read));
  }

  /** Adds one trade; waits while the buffer is full. */
  void add(byte[] sent, long number) throws InterruptedException {
    synchronized (lock) {
      while (filled + load.perTrade().sizeBytes() + load.perBatch().sizeBytes() > BUFFER_BYTES) {
        lock.wait();
      }
      filled = load.perTrade().write(filling, filled, sent, number);
      System.arraycopy(sent, 0, lastSent, 0, lastSent.length);
      lastNumber = number;
      if (trades++ == 0) {
        lock.notifyAll();
      }
    }
  }

  private void write() throws IOException, InterruptedException {
    OutputStream out = socket.getOutputStream();
    byte[] writing = new byte[BUFFER_BYTES];
    while (true) {
      int length;
      int commands;
      writes.acquire();
      synchronized (lock) {
        while (trades == 0) {
          lock.wait();
        }
        byte[] full = filling;
        filling = writing;
        writing = full;
        length = load.perBatch().write(full, filled, lastSent, lastNumber);
        commands = trades * load.perTrade().commands() + load.perBatch().commands();
        filled = 0;
        trades = 0;
        lock.notifyAll();
      }
      unanswered.put(commands);
      out.write(writing, 0, length);
    }
  }

  private void read() throws IOException, InterruptedException {
    RespInput in = new RespInput(socket.getInputStream());
    while (true) {
      for (int left = unanswered.take(); left > 0; left--) {
        in.skip();
      }
      writes.release();
    }
  }

  private interface Loop {
    void run() throws IOException, InterruptedException;
  }

  private static void orDie(Loop loop) {
    try {
      loop.run();
    } catch (IOException | InterruptedException e) {
      System.err.println("the pump's store failed: " + e);
      System.exit(1);
    }
  }
}
