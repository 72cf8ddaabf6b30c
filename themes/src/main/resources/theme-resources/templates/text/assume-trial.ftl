<#ftl output_format="plainText">
${msg("assumeMailTrial." + assumeTrial)}

${msg("assumeMailScope")}: ${msg("assumeMailScope." + assumeScopeKind)} ${assumeScopeName}<#if assumeScopeKind != "realm"> (${assumeRealm!realmName})</#if>
${msg("assumeMailSince")}: ${assumeSince}
${msg("assumeMailDecider")}: ${assumeDecider}

${msg("assumeMailTrialThen." + assumeTrial)}
