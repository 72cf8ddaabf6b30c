<#ftl output_format="plainText">
${msg("assumeMailGrantEnding")}

${msg("assumeMailScope")}: ${msg("assumeMailScope." + assumeScopeKind)} ${assumeScopeName}<#if assumeScopeKind != "realm"> (${assumeRealm!realmName})</#if>
${msg("assumeMailUntil")}: ${assumeEndsAt}

${msg("assumeMailEndingExtend")}
