package btcfeed.sink.parquet;

import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.ClosedChannelException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;

/** Why an operation on files failed, for people. */
final class DiskFault {
  private DiskFault() {}

  /** Of a fault that Parquet may have wrapped. */
  static String text(Exception fault) {
    Throwable cause = fault;
    while (!(cause instanceof IOException) && cause.getCause() != null) {
      cause = cause.getCause();
    }
    return cause instanceof IOException io ? reason(io) : String.valueOf(fault.getMessage());
  }

  private static String reason(IOException fault) {
    return switch (fault) {
      case NoSuchFileException it -> "there is no " + it.getFile();
      case AccessDeniedException it -> "no permission for " + it.getFile();
      case FileSystemException it when it.getReason() == null ->
          it.getClass().getSimpleName() + " " + it.getFile();
      case FileSystemException it -> it.getReason() + ": " + it.getFile();
      case ClosedByInterruptException _ -> "the call was interrupted";
      case ClosedChannelException _ -> "the sink is closed";
      default -> String.valueOf(fault.getMessage());
    };
  }
}
