package io.karat.boot;

import io.agroal.api.AgroalDataSource;
import io.agroal.api.configuration.supplier.AgroalDataSourceConfigurationSupplier;
import io.agroal.api.exceptionsorter.PostgreSQLExceptionSorter;
import io.agroal.api.security.NamePrincipal;
import io.agroal.api.security.SimplePassword;
import java.sql.SQLException;
import java.time.Duration;
import javax.sql.DataSource;
import org.postgresql.Driver;
import org.postgresql.ds.PGSimpleDataSource;

/** A database behind the pool that the hub has too: to connect costs as much as twenty small questions. */
public final class PooledDatabase {

    private static final int MOST = 30;

    /** Many tests share a server: what none of them uses is given back soon. */
    private static final Duration IDLE = Duration.ofSeconds(1);

    private PooledDatabase() {}

    public static DataSource of(PGSimpleDataSource database) {
        AgroalDataSourceConfigurationSupplier configuration = new AgroalDataSourceConfigurationSupplier();
        configuration
                .connectionPoolConfiguration()
                .initialSize(0)
                .minSize(0)
                .maxSize(MOST)
                .reapTimeout(IDLE)
                .exceptionSorter(new PostgreSQLExceptionSorter())
                .connectionFactoryConfiguration()
                .connectionProviderClass(Driver.class)
                .jdbcUrl(database.getUrl())
                .principal(new NamePrincipal(database.getUser()))
                .credential(new SimplePassword(database.getPassword()));
        try {
            return AgroalDataSource.from(configuration);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
