package btcfeed.redis;

import io.netty.resolver.AddressResolver;
import io.netty.resolver.AddressResolverGroup;
import io.netty.resolver.InetNameResolver;
import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.Promise;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.concurrent.Callable;

/**
 * Finds the addresses of a host name. Each connection asks again, because names move, and the
 * client's own resolver reads the hosts file only once.
 */
interface AddressLookup {
  /** The lookup of the operating system. */
  AddressLookup SYSTEM = InetAddress::getAllByName;

  /** All addresses. Blocks for as long as the name servers take. */
  InetAddress[] all(String host) throws UnknownHostException;

  /** The same lookup as the client calls it: on a thread of its own. */
  default AddressResolverGroup<InetSocketAddress> group() {
    return new AddressResolverGroup<>() {
      @Override
      protected AddressResolver<InetSocketAddress> newResolver(EventExecutor executor) {
        return new Names(executor, AddressLookup.this).asAddressResolver();
      }
    };
  }

  /** The client's view of a lookup. */
  final class Names extends InetNameResolver {
    private final AddressLookup lookup;

    private Names(EventExecutor executor, AddressLookup lookup) {
      super(executor);
      this.lookup = lookup;
    }

    @Override
    protected void doResolve(String host, Promise<InetAddress> found) {
      resolve(() -> lookup.all(host)[0], found);
    }

    @Override
    protected void doResolveAll(String host, Promise<List<InetAddress>> found) {
      resolve(() -> List.of(lookup.all(host)), found);
    }

    private static <T> void resolve(Callable<T> lookup, Promise<T> found) {
      Thread.ofVirtual()
          .name("redis-name")
          .start(
              () -> {
                try {
                  found.trySuccess(lookup.call());
                } catch (Exception e) {
                  found.tryFailure(e);
                }
              });
    }
  }
}
