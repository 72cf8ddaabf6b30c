<#ftl output_format="plainText">
<#if (assumeDenial!"false") == "true">
${msg("assumeMailDenialEnding")}
<#else>
${msg("assumeMailGrantEnding")}
</#if>

${msg("assumeMailScope")}: ${msg("assumeMailScope." + assumeScopeKind)} ${assumeScopeName}<#if assumeScopeKind != "realm"> (${assumeRealm!realmName})</#if>
${msg("assumeMailUntil")}: ${assumeEndsAt}

${msg("assumeMailEndingExtend")}
