<#import "template.ftl" as layout>
<@layout.registrationLayout displayMessage=false; section>
    <#if section = "header">
        ${msg("assumeClosedTitle")}
    <#elseif section = "form">
        <div class="${properties.kcFormClass!}">
            <div id="assume-closed" class="${properties.kcFormGroupClass!}">${msg("assumeClosedText")}</div>
            <div class="${properties.kcFormGroupClass!}"><a id="assume-way-back" href="${assumeWayBack}">${msg("assumeClosedBack")}</a></div>
        </div>
    </#if>
</@layout.registrationLayout>
