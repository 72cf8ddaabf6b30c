<#import "template.ftl" as layout>
<@layout.emailLayout>
<p>${msg("assumeMailDecided." + assumeOutcome)}</p>
<table cellpadding="4">
    <tr><th align="left" valign="top">${msg("assumeMailScope")}</th><td>${msg("assumeMailScope." + assumeScopeKind)} ${assumeScopeName}<#if assumeScopeKind != "realm"> (${assumeRealm!realmName})</#if></td></tr>
    <#if assumeOutcome == "approved">
    <tr><th align="left" valign="top">${msg("assumeMailUntil")}</th><td><#if assumeEndsAt??>${assumeEndsAt}<#else>${msg("assumeMailNoEnd")}</#if></td></tr>
    </#if>
    <#if assumeDecider??>
    <tr><th align="left" valign="top">${msg("assumeMailDecider")}</th><td>${assumeDecider}</td></tr>
    </#if>
    <#if assumeWord??>
    <tr><th align="left" valign="top">${msg("assumeMailWord")}</th><td style="white-space: pre-wrap" dir="auto">${assumeWord}</td></tr>
    </#if>
</table>
</@layout.emailLayout>
