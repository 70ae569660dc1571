package btcfeed.rehearsal.faults;

import btcfeed.rehearsal.faults.TcpFault.Cut;
import btcfeed.rehearsal.faults.TcpFault.Delay;
import btcfeed.rehearsal.faults.TcpFault.DropAccepted;
import btcfeed.rehearsal.faults.TcpFault.Freeze;
import btcfeed.rehearsal.faults.TcpFault.None;
import btcfeed.rehearsal.faults.TcpFault.Refuse;
import btcfeed.rehearsal.faults.TcpFault.Throttle;
import btcfeed.rehearsal.faults.TcpFault.Way;
import java.time.Duration;
import java.util.Optional;

/**
 * Applies the current fault to bytes. Any thread; {@link #next} waits as long as the fault demands.
 */
final class Valve {
  private static final Duration TICK = Duration.ofMillis(20);

  private TcpFault fault = new None();
  private long cutAfterBytes;

  /** How many bytes pass, and how the connection ends after them, if it does. */
  record Step(int bytes, Optional<TcpFault.End> end) {}

  synchronized void set(TcpFault next) {
    fault = next;
    cutAfterBytes = next instanceof Cut cut ? cut.afterBytes() : 0;
    notifyAll();
  }

  synchronized TcpFault fault() {
    return fault;
  }

  /** Decides how many of {@code available} bytes pass: at least one, or the connection ends. */
  synchronized Step next(Way way, int available) throws InterruptedException {
    while (fault instanceof Freeze(var ways) && ways.contains(way)) {
      wait();
    }
    return switch (fault) {
      case Cut(Way cutWay, _, var end) when cutWay == way -> {
        if (available < cutAfterBytes) {
          cutAfterBytes -= available;
          yield pass(available);
        }
        Step last = new Step((int) cutAfterBytes, Optional.of(end));
        set(new None());
        yield last;
      }
      case Delay(Way delayed, Duration each) when delayed == way -> {
        pause(each);
        yield pass(available);
      }
      case Throttle(Way narrow, int bytesPerSecond) when narrow == way -> {
        pause(TICK);
        long bytes = bytesPerSecond * TICK.toMillis() / 1000;
        yield pass(Math.clamp(bytes, 1, available));
      }
      case None _, Cut _, Freeze _, Delay _, Throttle _, Refuse _, DropAccepted _ ->
          pass(available);
    };
  }

  private static Step pass(int bytes) {
    return new Step(bytes, Optional.empty());
  }

  /** Waits this long, or until another fault is set. */
  private void pause(Duration length) throws InterruptedException {
    TcpFault during = fault;
    long end = System.nanoTime() + length.toNanos();
    for (long left = length.toMillis();
        left > 0 && fault.equals(during);
        left = (end - System.nanoTime()) / 1_000_000) {
      wait(left);
    }
  }
}
