<#ftl output_format="plainText">
${msg("assumeMailDenialEnding")}

${msg("assumeMailScope")}: ${msg("assumeMailScope." + assumeScopeKind)} ${assumeScopeName}<#if assumeScopeKind != "realm"> (${assumeRealm!realmName})</#if>
${msg("assumeMailUntil")}: ${assumeEndsAt}

${msg("assumeMailEndingExtend")}
