package io.github.keycloakassume.examples.tickets;

import io.github.keycloakassume.onbehalfof.OnBehalfOfFilter;
import jakarta.servlet.DispatcherType;
import java.util.EnumSet;
import java.util.Map;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.core.Ordered;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.web.SecurityFilterChain;

/** The application. */
@SpringBootApplication(proxyBeanMethods = false)
public class TicketsApplication {

    /** Starts it. */
    public static void main(String[] arguments) {
        SpringApplication.run(TicketsApplication.class, arguments);
    }

    /** Before Spring Security, which then validates the end user's token as any other. */
    @Bean
    FilterRegistrationBean<OnBehalfOfFilter> onBehalfOf(
            @Value("${spring.security.oauth2.resourceserver.jwt.issuer-uri}") String issuer,
            @Value("${tickets.on-behalf-of.client-id}") String clientId,
            @Value("${tickets.on-behalf-of.client-secret}") String clientSecret,
            @Value("${tickets.on-behalf-of.default-reason}") String defaultReason) {
        var filter = new FilterRegistrationBean<>(new OnBehalfOfFilter(Map.of(
                "issuer", issuer,
                "client-id", clientId,
                "client-secret", clientSecret,
                "default-reason", defaultReason)));
        filter.setOrder(Ordered.HIGHEST_PRECEDENCE);
        filter.setDispatcherTypes(EnumSet.allOf(DispatcherType.class));
        return filter;
    }

    @Bean
    SecurityFilterChain security(HttpSecurity http) {
        return http.authorizeHttpRequests(requests -> requests.anyRequest().authenticated())
                .oauth2ResourceServer(server -> server.jwt(Customizer.withDefaults()))
                .sessionManagement(session -> session.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
                .build();
    }
}
